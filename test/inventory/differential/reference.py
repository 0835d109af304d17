"""What Ansible itself makes of many inventories, in one process: a list of cases in JSON on standard input, a list of answers out."""
import json
import sys

from ansible import context
from ansible.cli.inventory import InventoryCLI
from ansible.inventory.group import Group
from ansible.inventory.manager import InventoryManager
from ansible.module_utils.common.collections import ImmutableDict
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import VaultSecret
from ansible.plugins.loader import vars_loader
from ansible.utils.display import Display
from ansible.vars.manager import VariableManager

warnings = []
Display.warning = lambda self, text, **_: warnings.append(str(text))
Display.vvv = Display.vvvv = Display.debug = lambda self, *_, **__: None

def walk(group, relation, include_self=False, preserve_ordering=False):
    """As Ansible's own, which takes groups from the third level down in the order of their memory addresses."""
    level = dict.fromkeys(getattr(group, relation))
    found = dict.fromkeys([group] if include_self else [])
    found.update(level)
    while level:
        level = dict.fromkeys(inner for one in level for inner in getattr(one, relation) if inner not in found)
        found.update(level)
    return list(found) if preserve_ordering else set(found)


Group._walk_relationship = walk

# Looked for once, not for each host.
vars_plugins = list(vars_loader.all())
vars_loader.all = lambda *_, **__: iter(vars_plugins)


def flags(**given):
    usual = dict(yaml=False, toml=False, export=False, basedir=None, pattern='all', show_vars=False, vars=False)
    context.CLIARGS = ImmutableDict(dict(usual, **given))


def answer(case):
    del warnings[:]
    loader = DataLoader()
    if case.get('vaults'):
        loader.set_vault_secrets([(label, VaultSecret(word.encode())) for label, word in case['vaults']])
    # The variable manager takes its extra variables from the flags.
    flags(extra_vars=[json.dumps(case.get('extraVars', {}))])
    beside = case.get('playbookDirectory')
    if beside:
        loader.set_basedir(beside)
    inventory = InventoryManager(loader=loader, sources=case['sources'])
    cli = InventoryCLI(['ansible-inventory', '--list'])
    cli.loader, cli.inventory = loader, inventory
    cli.vm = VariableManager(loader=loader, inventory=inventory)
    cli.vm.safe_basedir = bool(beside)
    result = {'list': cli.dump(cli.json_inventory(cli._get_group('all')))}
    result['graph'] = cli.inventory_graph()
    if not case.get('vaults'):
        flags(extra_vars=[], show_vars=True, basedir=beside)
        result['graphVars'] = cli.inventory_graph()
    result['patterns'] = [selected(inventory, pattern) for pattern in case.get('patterns', [])]
    result['limits'] = [limited(inventory, *pair) for pair in case.get('limits', [])]
    result['warnings'] = list(warnings)
    return result


def selected(inventory, pattern):
    try:
        return [host.name for host in inventory.list_hosts(pattern)]
    except Exception as error:
        return {'error': str(error)}


def limited(inventory, limit, pattern):
    try:
        inventory.subset(limit)
        return [host.name for host in inventory.list_hosts(pattern)]
    except Exception:
        return []


def attempt(case):
    try:
        return answer(case)
    except Exception as error:
        return {'error': str(error), 'warnings': list(warnings)}


flags()
json.dump([attempt(case) for case in json.load(sys.stdin)], sys.stdout)
