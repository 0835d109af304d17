/** What is different on a practice host that is only an SSH server on loopback. */
export function embeddedVariables({
  practice_kind: kind,
  practice_directory: home,
  ansible_user: login,
}: Readonly<Record<string, unknown>>) {
  if (kind !== 'embedded') return {};
  return {
    ansible_become: false,
    instance_directory: `${String(home)}/cachesys`,
    work_directory: `${String(home)}/secure-portal`,
    build_cache: `${String(home)}/build-cache`,
    // A server that root starts has to drop root's rights; another user's cannot change who it is.
    httpd_user: login === 'root' ? 'nobody' : '',
    httpd_group: login === 'root' ? 'nogroup' : '',
    install_packages: false,
    service_manager: 'pidfile',
  };
}
