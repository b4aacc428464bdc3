"""Tomorrow morning: what is planned, the evening card, the weekly look-back."""
