"""The numbers to call, country by country: a small file with dates and sources, and the rule when one is too old."""
