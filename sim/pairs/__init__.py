"""What flows between paired places (结对渠道): who the two sides are, money, know-how, staff, services, ties, parks."""
