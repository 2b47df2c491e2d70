"""Ten firm rules written four ways, frozen: what a comparison of speeds stands on. No model uses them.

`sample.py` states the rules; `ours.py` is the way of this model's loops, `objects.py` one Mesa agent a firm,
`columns.py` plain numpy, `compiled.py` C. All start from the same sample and come to the same firms.
"""
