/*
 * Reads the SSL configuration that belongs to the SuperServer stand-in. NOT InterSystems software.
 *
 * Two generations: all SuperServers use the configuration %SuperServer at the level Security.System:SYSTEM says; or
 * each has a configuration and a level of its own in Security.Servers.
 */
#include "superserver_tls.h"

#include <openssl/err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "security_store.h"

/* Bits of a protocol number, as the product counts them: SSLv3 2, TLS 1.0 4, 1.1 8, 1.2 16, 1.3 32. */
static const int versions[][2] = {
    {2, SSL3_VERSION}, {4, TLS1_VERSION}, {8, TLS1_1_VERSION}, {16, TLS1_2_VERSION}, {32, TLS1_3_VERSION}};

static int version_of(const char *number, int fallback)
{
    for (size_t at = 0; at < sizeof versions / sizeof *versions; at++)
        if (atoi(number) == versions[at][0]) return versions[at][1];
    return fallback;
}

static void set_versions(SSL_CTX *context, const struct record *config)
{
    int sum = atoi(store_get(config, "Protocols", "0")), low = TLS1_2_VERSION, high = TLS1_3_VERSION;
    for (size_t at = sizeof versions / sizeof *versions; sum && at-- > 0;)
        if (sum & versions[at][0]) low = versions[at][1];
    for (size_t at = 0; sum && at < sizeof versions / sizeof *versions; at++)
        if (sum & versions[at][0]) high = versions[at][1];
    SSL_CTX_set_min_proto_version(context, version_of(store_get(config, "TLSMinVersion", ""), low));
    SSL_CTX_set_max_proto_version(context, version_of(store_get(config, "TLSMaxVersion", ""), high));
}

static const char *path_of(const struct tls_source *source, const char *name, char *path, size_t size)
{
    if (!*name) return NULL;
    snprintf(path, size, name[0] == '/' ? "%.0s%s" : "%s/%s", source->manager_directory, name);
    return path;
}

static int password(char *buffer, int size, int writing, void *config)
{
    (void)writing;
    return snprintf(buffer, (size_t)size, "%s", store_get(config, "PrivateKeyPassword", ""));
}

static int verify_peers(const struct tls_source *source, struct record *config, SSL_CTX *context)
{
    char file[1024], directory[1024];
    int peer = atoi(store_get(config, "VerifyPeer", "0"));
    const char *name = store_get(config, "CAFile", "");
    const char *folder = path_of(source, store_get(config, "CAPath", ""), directory, sizeof directory);
    SSL_CTX_set_verify_depth(context, atoi(store_get(config, "VerifyDepth", "9")));
    if (peer == 0) return 1;
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | (peer == 3 ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), NULL);
    SSL_CTX_set_session_id_context(context, (const unsigned char *)"practice", 8);
    if (strcmp(name, "%OSCertificateStore") == 0) return SSL_CTX_set_default_verify_paths(context);
    name = path_of(source, name, file, sizeof file);
    if (name) SSL_CTX_set_client_CA_list(context, SSL_load_client_CA_file(name));
    return !name && !folder ? 1 : SSL_CTX_load_verify_locations(context, name, folder);
}

/* What is wrong with the configuration; NULL: it can be used. */
static const char *load(const struct tls_source *source, struct record *config, SSL_CTX *context)
{
    char certificate[1024], key[1024];
    const char *ciphers = store_get(config, "CipherList", ""), *suites = store_get(config, "Ciphersuites", "");
    if (!config) return "there is no such SSL configuration";
    if (strcmp(store_get(config, "Enabled", "1"), "1") != 0) return "the SSL configuration is not enabled";
    if (strcmp(store_get(config, "Type", "0"), "1") != 0) return "the SSL configuration is one for clients";
    const char *own = path_of(source, store_get(config, "CertificateFile", ""), certificate, sizeof certificate);
    const char *secret = path_of(source, store_get(config, "PrivateKeyFile", ""), key, sizeof key);
    if (!own || !secret) return "the SSL configuration has no certificate";
    set_versions(context, config);
    SSL_CTX_set_default_passwd_cb(context, password);
    SSL_CTX_set_default_passwd_cb_userdata(context, config);
    if (SSL_CTX_use_certificate_chain_file(context, own) != 1) return "the certificate cannot be used";
    if (SSL_CTX_use_PrivateKey_file(context, secret, SSL_FILETYPE_PEM) != 1) return "the private key cannot be used";
    if (*ciphers && SSL_CTX_set_cipher_list(context, ciphers) != 1) return "the list of ciphers cannot be used";
    if (*suites && SSL_CTX_set_ciphersuites(context, suites) != 1) return "the list of suites cannot be used";
    if (!verify_peers(source, config, context)) return "the CA's certificate cannot be used";
    SSL_CTX_set_default_passwd_cb_userdata(context, NULL);
    return NULL;
}

struct tls_terms tls_terms(const struct tls_source *source)
{
    struct tls_terms terms = {.enabled = 1};
    struct store *store = store_read(source->store);
    if (!store) return snprintf(terms.fault, sizeof terms.fault, "%s cannot be read", source->store), terms;
    const struct record *server = source->has_servers ? store_find(store, "Security.Servers", source->server)
                                                      : store_find(store, "Security.System", "SYSTEM");
    const char *level = store_get(server, source->has_servers ? "SSLSupportLevel" : "SSLSuperServer", "0");
    const char *name = source->has_servers ? store_get(server, "SSLConfig", "") : "%SuperServer";
    terms.level = level[0] == '2' ? TLS_REQUIRE : level[0] == '1' ? TLS_ACCEPT : TLS_OFF;
    terms.enabled = !source->has_servers || strcmp(store_get(server, "Enabled", "1"), "1") == 0;
    if (terms.level != TLS_OFF) {
        terms.context = SSL_CTX_new(TLS_server_method());
        ERR_clear_error();
        const char *wrong = load(source, store_find(store, "Security.SSLConfigs", name), terms.context);
        const char *reason = ERR_reason_error_string(ERR_peek_last_error());
        if (wrong) {
            snprintf(terms.fault, sizeof terms.fault, "%s: %s%s%s", name, wrong, reason ? ": " : "", reason ? reason : "");
            SSL_CTX_free(terms.context);
            terms.context = NULL;
        }
    }
    store_free(store);
    return terms;
}
