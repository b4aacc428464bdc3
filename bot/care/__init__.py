"""The support card: what an explicit sentence about dying is answered with, in front of everything else (CARE.md)."""
