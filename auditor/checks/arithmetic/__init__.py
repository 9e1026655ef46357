"""What the figures of one sentence make of each other: the sums, differences, rates and products that its words announce.

Other families know a wording and what it is about; this one knows none. A word of function (合计, 结余, 率, 增长, 每)
says what kind of thing a figure is worked out as, and arithmetic says of which others.
"""
