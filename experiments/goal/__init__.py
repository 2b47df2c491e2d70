"""What would it take (怎样才能达标): the cheapest mix of sizes of policies that meets targets as surely as wanted."""
