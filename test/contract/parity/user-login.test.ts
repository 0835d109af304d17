import { accounts } from './accounts.ts';
import { systemParity } from './system-parity.ts';
import { there, type UserRow, userCases } from './user-cases.ts';

const hash =
  '$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/';
const other =
  '$6$saltsalt$bcXJ8qxwY5sQ4v8MTl.0B1jeZ0z9JWA9jjF1DHpdKYXGDjhEwxJtGGqHzV1tFeFiCxKpCyEHNmFAnGxwRTbLA1';
const withPassword = `${there} -p '${hash}'`;
/** The last of January of 2030 begins. */
const end = 1_896_048_000;
const rows: readonly UserRow[] = [
  { title: 'creates a user with a password', given: { password: hash } },
  {
    title: 'creates a user with a locked password',
    given: { password: hash, passwordLock: true },
  },
  { title: 'creates a locked user', given: { passwordLock: true } },
  { title: 'changes the password', before: there, given: { password: hash } },
  { title: 'keeps the password', before: withPassword, given: { password: hash } },
  {
    title: 'keeps a locked password as it is',
    before: `${withPassword}; usermod -L tried`,
    given: { password: hash },
  },
  {
    title: 'lifts a lock by another password',
    before: `${withPassword}; usermod -L tried`,
    given: { password: other },
  },
  {
    title: 'changes a password and locks it',
    before: withPassword,
    given: { password: other, passwordLock: true },
  },
  { title: 'locks a password', before: withPassword, given: { passwordLock: true } },
  { title: 'keeps a lock', before: `${withPassword}; usermod -L tried`, given: { passwordLock: true } },
  { title: 'lifts a lock', before: `${withPassword}; usermod -L tried`, given: { passwordLock: false } },
  {
    title: 'lifts no lock without a password',
    before: there,
    given: { passwordLock: false },
    differs: 'a lock without a password behind it stays',
  },
  {
    title: 'leaves a password that is set already',
    before: withPassword,
    given: { password: other, updatePassword: 'on-create' },
  },
  {
    title: 'takes any text for a hash',
    before: there,
    given: { password: '*' },
    theirs: { password: 'plain' },
    differs: 'a password that is no hash is refused',
  },
  { title: 'creates a user that expires', given: { expires: '2030-01-31' }, theirs: { expires: end } },
  {
    title: 'sets the day at which it expires',
    before: there,
    given: { expires: '2030-01-31' },
    theirs: { expires: end },
  },
  {
    title: 'keeps the day at which it expires',
    before: `${there} -e 2030-01-31`,
    given: { expires: '2030-01-31' },
    theirs: { expires: end },
  },
  {
    title: 'never expires any more',
    before: `${there} -e 2030-01-31`,
    given: { expires: 'never' },
    theirs: { expires: -1 },
  },
  { title: 'never expires as before', before: there, given: { expires: 'never' }, theirs: { expires: -1 } },
  {
    title: 'makes a key',
    before: there,
    given: { generateSshKey: true, sshKeyType: 'rsa', sshKeyBits: 2048, sshKeyComment: "it's tried" },
  },
  {
    title: 'creates a user with a key',
    given: { generateSshKey: true, sshKeyType: 'ecdsa', sshKeyFile: '.ssh/own', sshKeyComment: 'tried' },
  },
  {
    title: 'makes no second key',
    before: `${there}; mkdir -m 700 /home/tried/.ssh; ssh-keygen -q -t ed25519 -N '' -C tried -f /home/tried/.ssh/id_rsa`,
    given: { generateSshKey: true, sshKeyType: 'rsa' },
  },
  {
    title: 'makes a key of the type by default',
    before: there,
    given: { generateSshKey: true, sshKeyComment: 'tried' },
    differs: 'a key of SSH is of ed25519',
  },
];

systemParity({ source: 'user.ts', ...accounts }, userCases(rows));
