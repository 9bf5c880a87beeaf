"""How long people wait and what they cost, beside stock Voilà with the same notebook: `make bench`.

Read the ratios: seconds depend on the machine and on what else it does. The two servers take
turns, so that a busy moment hits both; where many people are there at once each is alone.
"""
