"""What Ansible itself makes of many -e: a list of cases in JSON on standard input, a list of variables or errors out."""
import json
import os
import sys

from ansible import context
from ansible.module_utils.common.collections import ImmutableDict
from ansible.parsing.ajson import AnsibleJSONEncoder
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import VaultSecret
from ansible.utils.vars import load_extra_vars


def answer(given):
    context.CLIARGS = ImmutableDict(extra_vars=given)
    loader = DataLoader()
    loader.set_vault_secrets([('default', VaultSecret(b'pw'))])
    load_extra_vars.__dict__.clear()
    try:
        return {'vars': json.loads(json.dumps(load_extra_vars(loader), cls=AnsibleJSONEncoder, preprocess_unsafe=False))}
    except Exception as error:
        return {'error': str(error)}


os.chdir(sys.argv[1])
json.dump([answer(given) for given in json.load(sys.stdin)], sys.stdout)
