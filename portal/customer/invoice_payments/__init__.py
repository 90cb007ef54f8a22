"""An open invoice is paid: by what, the way to the payment page, and how it ended."""
