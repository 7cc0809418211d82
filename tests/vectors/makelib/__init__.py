"""What make.py is built of: an implementation of the gateways' rules that shares nothing with paysig."""
