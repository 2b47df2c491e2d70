"""The parts of the primitive PROGRAMME (项目资金): payers, shares, works, upkeep, bids, the record."""
