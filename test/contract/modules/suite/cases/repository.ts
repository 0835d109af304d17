import { repository } from '../../../../../src/modules/repository.ts';
import type { ModuleCase } from '../module-case.ts';

const text = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZ\n-----END PGP PUBLIC KEY BLOCK-----\n';
const apt = {
  is: 'apt' as const,
  uris: ['https://packages.example.org/a'],
  suites: ['stable'],
  components: ['main'],
};

export const repositoryCase: ModuleCase = {
  module: 'repository',
  before:
    'echo old >changed.sources; chmod 640 changed.sources; mkdir keys; echo old >keys/changed.asc; echo old >keys/changed.gpg; cp changed.sources gone.sources; echo old >keys/gone.asc; printf "[ours]\\nbaseurl=http://old\\n" >ours.repo',
  tasks: (directory) => {
    const places = { directory, keyDirectory: `${directory}/keys`, refresh: false };
    return [
      repository('new', {
        ...places,
        keyDirectory: `${directory}/a/b`,
        name: 'new',
        source: apt,
        key: { text },
      }),
      repository('changed', { ...places, name: 'changed', source: { ...apt, trusted: true }, key: { text } }),
      repository('rpm', {
        ...places,
        name: 'ours',
        source: { is: 'dnf', baseurl: ['https://packages.example.org/r'] },
      }),
      repository('gone', { ...places, name: 'gone', source: { is: 'apt' }, state: 'absent' }),
    ];
  },
  wrong: {
    call: () => repository('r', { name: 'ours', source: { ...apt, uris: ['https://me:word@example.org/'] } }),
    says: 'source.uris.0: must not hold a password',
  },
};
