/* What the SuperServer stand-in is told about TLS, and by whom. A stand-in for practice, NOT InterSystems software. */
#ifndef SUPERSERVER_TLS_H
#define SUPERSERVER_TLS_H

#include <openssl/ssl.h>

enum tls_level { TLS_OFF, TLS_ACCEPT, TLS_REQUIRE };

struct tls_source {
    /* The file of the security settings, and the folder that relative file names start from. */
    const char *store, *manager_directory;
    /* Whether each SuperServer has its own settings (Security.Servers), or all have %SuperServer. */
    int has_servers;
    /* "1972,0.0.0.0". */
    const char *server;
};

struct tls_terms {
    enum tls_level level;
    /* Whether the server takes connections at all. */
    int enabled;
    /* NULL: there is no usable configuration, so that no handshake can succeed. */
    SSL_CTX *context;
    /* Why not; empty when it is usable or not needed. */
    char fault[512];
};

struct tls_terms tls_terms(const struct tls_source *source);

#endif
