"""Signing and verifying in Python: what gateways document, the best that is written by hand, and paysig, in turns.

``python/bench`` runs it, which prints the tables, and adds the lines for ``benches/report`` to the file that
``PAYSIG_BENCH_RESULTS`` names.
"""

import hmac_schemes
import rsa_scheme
import whole

# First: later, the peak that counts is that of something else.
whole.memory()
whole.start()
whole.threads()
hmac_schemes.run()
rsa_scheme.run()
