"""Tracking numbers of our own: the return number, and a sign that shows a slip of the finger."""

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BASE = len(SIGNS)


def tracking_number(return_number: str) -> str:
    """Return the number's letters and digits with their check sign behind them."""
    plain = "".join(sign for sign in return_number.upper() if sign in SIGNS)
    return plain + check_sign(plain)


def check_sign(plain: str) -> str:
    """Compute the check sign of ISO/IEC 7064, MOD 37,36: it finds every single wrong sign."""
    product = BASE
    for sign in plain:
        total = (product + SIGNS.index(sign)) % BASE or BASE
        product = total * 2 % (BASE + 1)
    return SIGNS[(BASE + 1 - product) % BASE]
