"""formulas_driver.py N SEED: N cases of each scheme that formulas.py knows."""

import sys

import formulas
from inputs import Inputs, print_sign


def aeterna_webhook(inputs):
    key, body = inputs.secret(), inputs.body()
    return {"secret_token": key}, {"body": body}, [["X-Signature", formulas.aeterna_webhook(key, body)]]


def solidgate_v2(inputs):
    key, body = inputs.secret(), inputs.body()
    return {"endpoint_secret": key}, {"body": body}, [["signature", formulas.solidgate_v2(key, body)]]


def smart2pay(inputs, url):
    site = {"site_id": inputs.visible(1, 40, without=":,"), "api_key": inputs.secret()}
    return site, {"method": "POST", "url": url, "body": inputs.body()}, [["Authorization", formulas.smart2pay(**site)]]


def global_payment_webhook(inputs):
    key, body, timestamp = inputs.secret(), inputs.body(), inputs.digits(13)
    # The vendor's other products write other names.
    prefix = inputs.random.choice(["", "D-"])
    options = {"header.timestamp": "D-TIMESTAMP", "header.signature": "D-SIGNATURE"} if prefix else {}
    signature = formulas.global_payment(key, "", timestamp, "", "", body)
    return ({"sign_key": key}, {"body": body, "timestamp": timestamp},
            [[f"{prefix}TIMESTAMP", timestamp], [f"{prefix}SIGNATURE", signature]], options)


def global_payment(inputs, prefix, names):
    key, body, timestamp = inputs.secret(), inputs.body(), inputs.digits(13)
    method, (url, path, query) = inputs.method(), inputs.url()
    options = inputs.random.choice([{}, {"query": "decoded"}, {"query": "as-sent"}])
    signed = query if options.get("query") == "as-sent" else formulas.decoded(query)
    name = inputs.random.choice(names)
    headers = [[f"{prefix}SIGNATURE", formulas.global_payment(key, method, timestamp, path, signed, body)]]
    if name == "timestamp":
        headers.insert(0, [f"{prefix}TIMESTAMP", timestamp])
    return {"sign_key": key}, {"method": method, "url": url, "body": body, name: timestamp}, headers, options


def sumsub(inputs):
    token, key, body, timestamp = inputs.visible(1, 60, without=","), inputs.secret(), inputs.body(), inputs.digits(10)
    method, (url, path, query) = inputs.method(), inputs.url()
    return ({"app_token": token, "secret_key": key}, {"method": method, "url": url, "body": body, "timestamp": timestamp},
            [["X-App-Token", token], ["X-App-Access-Ts", timestamp],
             ["X-App-Access-Sig", formulas.sumsub(key, timestamp, method, path, query, body)]])


SCHEMES = {
    "aeterna/webhook": aeterna_webhook,
    "solidgate-v2/webhook": solidgate_v2,
    "smart2pay/request": lambda inputs: smart2pay(inputs, "https://paytest.smart2pay.com/v1/payments/"),
    "smart2pay/notification": lambda inputs: smart2pay(inputs, "https://merchant.example/notify"),
    "global-payment/request": lambda inputs: global_payment(inputs, "", ["timestamp"]),
    # One without a time of its own is signed with that of its request.
    "global-payment/response": lambda inputs: global_payment(inputs, "D-", ["timestamp", "request_timestamp"]),
    "global-payment/webhook": global_payment_webhook,
    "sumsub/request": sumsub,
}


if __name__ == "__main__":
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    inputs = Inputs(seed)
    for i in range(count):
        for scheme, judged in SCHEMES.items():
            print_sign(f"python-formulas/{scheme}/{seed}/{i}", "tests/snippets/python/formulas.py", scheme, *judged(inputs))
