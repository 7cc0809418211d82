# Aeterna, "Creating the Signature (X-App-Access-Sig)", Python example.
# Source: https://aeterna.biz/docs
# As printed, but: it is a function of its two blanks, email and secret_token. The driver sets the clock.

import hmac
import hashlib
import time


def headers(email, secret_token):
    unix_time = str(int(time.time()))
    sign_str = f"{unix_time}{email}"

    signature = hmac.new(
        secret_token.encode('utf-8'),
        sign_str.encode('utf-8'),
        hashlib.sha256
    ).hexdigest()
    return unix_time, signature
