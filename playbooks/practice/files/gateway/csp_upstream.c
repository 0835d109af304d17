/* The way from the gateway stand-in to the SuperServer stand-in. NOT InterSystems software. */
#include "csp_upstream.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <http_core.h>
#include <http_protocol.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <apr_strings.h>

struct upstream {
    int fd;
    SSL *ssl;
    /* What was received and not yet used. */
    char buffer[8192];
    size_t from, used;
};

/* The section of CSP.ini with the SuperServer's settings. */
struct server {
    const struct csp_ini *ini;
    const char *name;
};

static const char *setting(const struct server *server, const char *key, const char *fallback)
{
    return csp_ini_get(server->ini, server->name, key, fallback);
}

/* Bits of a protocol number: SSLv3 2, TLS 1.0 4, 1.1 8, 1.2 16, 1.3 32. */
static const int versions[][2] = {
    {2, SSL3_VERSION}, {4, TLS1_VERSION}, {8, TLS1_1_VERSION}, {16, TLS1_2_VERSION}, {32, TLS1_3_VERSION}};

static int version_of(const char *number, int fallback)
{
    for (size_t at = 0; at < sizeof versions / sizeof *versions; at++)
        if (atoi(number) == versions[at][0]) return versions[at][1];
    return fallback;
}

/* SSLCC_Protocol is the older way: the sum of what is allowed. */
static void set_versions(SSL_CTX *context, const struct server *server)
{
    int sum = atoi(setting(server, "SSLCC_Protocol", "48")), low = TLS1_2_VERSION, high = TLS1_3_VERSION;
    for (size_t at = sizeof versions / sizeof *versions; at-- > 0;)
        if (sum & versions[at][0]) low = versions[at][1];
    for (size_t at = 0; at < sizeof versions / sizeof *versions; at++)
        if (sum & versions[at][0]) high = versions[at][1];
    SSL_CTX_set_min_proto_version(context, version_of(setting(server, "SSLCC_Protocol_Min", ""), low));
    SSL_CTX_set_max_proto_version(context, version_of(setting(server, "SSLCC_Protocol_Max", ""), high));
}

static const char *connect_to(request_rec *r, struct upstream *up, const char *host, const char *port)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
    struct timeval patience = {.tv_sec = 60};
    int wrong = getaddrinfo(host, port, &hints, &found), is_connected = 0;
    if (wrong) return apr_psprintf(r->pool, "%s: %s", host, gai_strerror(wrong));
    for (struct addrinfo *one = found; one && !is_connected; one = one->ai_next) {
        if (up->fd >= 0) close(up->fd);
        up->fd = socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        setsockopt(up->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        setsockopt(up->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        is_connected = connect(up->fd, one->ai_addr, one->ai_addrlen) == 0;
        wrong = errno;
    }
    freeaddrinfo(found);
    return is_connected ? NULL : apr_psprintf(r->pool, "(%d)%s: %s:%s", wrong, strerror(wrong), host, port);
}

/* Names what OpenSSL found wrong, for the log. */
static const char *tls_fault(request_rec *r, const struct upstream *up)
{
    long verified = up->ssl ? SSL_get_verify_result(up->ssl) : X509_V_OK;
    if (verified != X509_V_OK) return apr_pstrcat(r->pool, "TLS: ", X509_verify_cert_error_string(verified), NULL);
    const char *reason = ERR_reason_error_string(ERR_get_error());
    return apr_pstrcat(r->pool, "TLS: ", reason ? reason : "the SuperServer does not speak it", NULL);
}

/* A password in braces is a command that prints it. */
static int password(char *buffer, int size, int writing, void *given)
{
    const char *text = given;
    size_t length = strlen(text);
    (void)writing;
    if (text[0] != '{' || text[length - 1] != '}') return snprintf(buffer, (size_t)size, "%s", text);
    char *command = strndup(text + 1, length - 2);
    FILE *output = popen(command, "re");
    free(command);
    if (!output || !fgets(buffer, size, output)) buffer[0] = '\0';
    if (output) pclose(output);
    buffer[strcspn(buffer, "\r\n")] = '\0';
    return (int)strlen(buffer);
}

/* What the keys SSLCC_* say. 1, or 0 for what OpenSSL does not take. */
static int take_settings(SSL_CTX *context, const struct server *server)
{
    const char *authority = setting(server, "SSLCC_CA_Certificate_File", NULL);
    const char *certificate = setting(server, "SSLCC_Certificate_File", NULL);
    const char *key = setting(server, "SSLCC_Certificate_Key_File", NULL);
    const char *ciphers = setting(server, "SSLCC_Cipher_Suites", "ALL:!aNULL:!eNULL:!EXP:!SSLv2");
    const char *suites = setting(server, "SSLCC_Cipher_Suites_1_3",
        "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256");
    set_versions(context, server);
    SSL_CTX_set_default_passwd_cb(context, password);
    SSL_CTX_set_default_passwd_cb_userdata(context, (void *)setting(server, "SSLCC_Private_Key_Password", ""));
    return (!authority || SSL_CTX_load_verify_file(context, authority) == 1) &&
           (!certificate || SSL_CTX_use_certificate_chain_file(context, certificate) == 1) &&
           (!key || SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1) &&
           SSL_CTX_set_cipher_list(context, ciphers) == 1 && SSL_CTX_set_ciphersuites(context, suites) == 1;
}

/* That the certificate must also name the address, where it is verified at all, is the stand-in's own strictness. */
static const char *begin_tls(request_rec *r, struct upstream *up, SSL_CTX *context, const struct server *server)
{
    const char *host = setting(server, "Ip_Address", "127.0.0.1");
    ERR_clear_error();
    if (!take_settings(context, server)) return tls_fault(r, up);
    up->ssl = SSL_new(context);
    if (strcmp(setting(server, "SSLCC_Verify_Peer", "0"), "1") == 0) {
        X509_VERIFY_PARAM *expected = SSL_get0_param(up->ssl);
        SSL_set_verify(up->ssl, SSL_VERIFY_PEER, NULL);
        if (X509_VERIFY_PARAM_set1_ip_asc(expected, host) != 1) SSL_set1_host(up->ssl, host);
    }
    SSL_set_tlsext_host_name(up->ssl, host);
    SSL_set_fd(up->ssl, up->fd);
    return SSL_connect(up->ssl) == 1 ? NULL : tls_fault(r, up);
}

static int send_all(struct upstream *up, const char *text, size_t length)
{
    while (length > 0) {
        long sent = up->ssl ? SSL_write(up->ssl, text, (int)length) : send(up->fd, text, length, MSG_NOSIGNAL);
        if (sent <= 0) return 0;
        text += sent;
        length -= (size_t)sent;
    }
    return 1;
}

static int fill(struct upstream *up)
{
    long got = up->ssl ? SSL_read(up->ssl, up->buffer, sizeof up->buffer)
                       : recv(up->fd, up->buffer, sizeof up->buffer, 0);
    up->from = 0;
    up->used = got > 0 ? (size_t)got : 0;
    return got > 0;
}

/* One line without its end; NULL at the end of what is sent, and for a line that is too long. */
static char *read_line(request_rec *r, struct upstream *up)
{
    char line[8192];
    for (size_t length = 0; length < sizeof line - 1;) {
        if (up->from == up->used && !fill(up)) return NULL;
        char next = up->buffer[up->from++];
        if (next == '\n') return apr_pstrmemdup(r->pool, line, length);
        if (next != '\r') line[length++] = next;
    }
    return NULL;
}

static int passes_on(void *text, const char *name, const char *value)
{
    static const char *const dropped[] = {"Connection", "Content-Length", "Transfer-Encoding", "Keep-Alive", "TE",
        "Upgrade", "Expect", "Accept-Encoding", "X-Forwarded-Proto", NULL};
    char **request = ((void **)text)[0];
    apr_pool_t *pool = ((void **)text)[1];
    for (int at = 0; dropped[at]; at++)
        if (strcasecmp(name, dropped[at]) == 0) return 1;
    *request = apr_pstrcat(pool, *request, name, ": ", value, "\r\n", NULL);
    return 1;
}

static const char *ask(request_rec *r, struct upstream *up, const char *body, apr_size_t length)
{
    char *request = apr_psprintf(r->pool, "%s %s HTTP/1.0\r\nX-Forwarded-Proto: %s\r\nContent-Length: %" APR_SIZE_T_FMT
        "\r\n", r->header_only ? "HEAD" : r->method, r->unparsed_uri, ap_http_scheme(r), length);
    void *target[] = {&request, r->pool};
    apr_table_do(passes_on, target, r->headers_in, NULL);
    request = apr_pstrcat(r->pool, request, "\r\n", NULL);
    if (send_all(up, request, strlen(request)) && send_all(up, body, length)) return NULL;
    return "the SuperServer broke off while it was asked";
}

static void pass_header(request_rec *r, char *line)
{
    char *value = strchr(line, ':');
    if (!value) return;
    *value++ = '\0';
    value += strspn(value, " ");
    if (strcasecmp(line, "Content-Type") == 0) ap_set_content_type(r, value);
    else if (strcasecmp(line, "Content-Length") == 0) ap_set_content_length(r, apr_atoi64(value));
    else if (strcasecmp(line, "Connection") != 0 && strcasecmp(line, "Transfer-Encoding") != 0)
        apr_table_add(r->headers_out, line, value);
}

static const char *pass_answer(request_rec *r, struct upstream *up)
{
    char *line = read_line(r, up);
    int status = line && strncmp(line, "HTTP/1.", 7) == 0 && strlen(line) > 9 ? atoi(line + 9) : 0;
    if (status < 200 || status > 599) return "the SuperServer's answer was not understood";
    r->status = status;
    while ((line = read_line(r, up)) && *line) pass_header(r, line);
    if (r->header_only) return NULL;
    do {
        if (up->used > up->from) ap_rwrite(up->buffer + up->from, (int)(up->used - up->from), r);
    } while (fill(up));
    return NULL;
}

static const char *talk(request_rec *r, struct upstream *up, const struct server *server, const char *body,
    apr_size_t length)
{
    int security = atoi(setting(server, "Connection_Security_Level", "0"));
    const char *fault = connect_to(r, up, setting(server, "Ip_Address", "127.0.0.1"),
        setting(server, "TCP_Port", "1972"));
    if (fault) return fault;
    /* The reference says 4, all files in use say 10. */
    if (security == 10 || security == 4) {
        SSL_CTX *context = SSL_CTX_new(TLS_client_method());
        fault = begin_tls(r, up, context, server);
        SSL_CTX_free(context);
    } else if (security != 0) {
        fault = "Kerberos is not in this stand-in";
    }
    if (!fault) fault = ask(r, up, body, length);
    return fault ? fault : pass_answer(r, up);
}

const char *csp_upstream(request_rec *r, const struct csp_ini *settings, const char *body, apr_size_t length)
{
    struct upstream up = {.fd = -1};
    struct server server = {settings, csp_ini_server(r->pool, settings, r->uri)};
    if (strcasecmp(csp_ini_get(settings, "SYSTEM_INDEX", server.name, "Enabled"), "Enabled") != 0)
        return apr_psprintf(r->pool, "the server %s is disabled", server.name);
    const char *fault = talk(r, &up, &server, body, length);
    if (up.ssl) SSL_free(up.ssl);
    if (up.fd >= 0) close(up.fd);
    return fault;
}
