"""Calls the operations in argv[2] at the endpoint in argv[1], and prints the class of every error that botocore raises."""
import json
import sys

import botocore.session
from botocore import UNSIGNED
from botocore.config import Config

config = Config(signature_version=UNSIGNED, retries={"max_attempts": 0})
client = botocore.session.Session().create_client(
    "cognito-idp", region_name="eu-west-1", endpoint_url=sys.argv[1], config=config
)
request = {"ClientId": "1example23456789", "Username": "alice"}
for call in json.loads(sys.argv[2]):
    try:
        if call == "ForgotPassword":
            client.forgot_password(**request)
        else:
            client.confirm_forgot_password(**request, ConfirmationCode="000000", Password="Pass-word-1")
        print("accepted")
    except client.exceptions.ClientError as error:
        own = getattr(client.exceptions, type(error).__name__, None)
        kind = type(error).__name__ if own is type(error) else "ClientError"
        print(kind, "|", error.response["Error"]["Code"], "|", error.response["Error"]["Message"])
