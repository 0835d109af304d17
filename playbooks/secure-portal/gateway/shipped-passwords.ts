/**
 * Passwords that are in CSP.ini as installed, or in public samples of it, in each form in which a gateway keeps them: as text,
 * of a server in base64, and of the management pages as a digest without salt.
 */
export const shippedPasswords: readonly string[] = [
  'SYS',
  ']]]U1lT',
  'password',
  ']]]cGFzc3dvcmQ=',
  '1Phmog51gaVNwReQh0rKvtmGBlRw',
];
