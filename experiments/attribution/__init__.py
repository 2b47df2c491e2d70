"""What each part of a policy package brings (归因): its members, the coalitions to run, the runs."""
