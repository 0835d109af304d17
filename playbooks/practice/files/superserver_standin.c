/*
 * A stand-in for the SuperServer of an InterSystems instance, for practice. It is NOT InterSystems software and does
 * not speak its protocol: it answers HTTP/1.0 to the gateway stand-in (mod_csp_standin.c).
 *
 *   superserver -a ADDRESS -p PORT -P PIDFILE [-n INSTANCE] [-t off|accept|require -c CERTIFICATE -k KEY] [-f]
 *
 * -t is what an instance calls its level of TLS: 0 off, 1 accepted, 2 required. Without -f it goes into the background
 * once it listens, so that a caller knows from the exit code whether it does.
 *
 *   cc -O2 -Wall -Wextra -o superserver superserver_standin.c portal_page.c -lssl -lcrypto -lpthread
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "portal_page.h"

enum tls_level { TLS_OFF, TLS_ACCEPT, TLS_REQUIRE };

static const char *pid_file;
static const char *instance = "CACHE";
static enum tls_level level = TLS_OFF;
static SSL_CTX *tls;

struct peer {
    int fd;
    SSL *ssl;
};

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "superserver (stand-in): %s: %s\n", what, why);
    exit(1);
}

static long receive(struct peer *peer, char *buffer, size_t size)
{
    return peer->ssl ? SSL_read(peer->ssl, buffer, (int)size) : recv(peer->fd, buffer, size, 0);
}

static void send_all(struct peer *peer, const char *text, size_t length)
{
    while (length > 0) {
        long sent = peer->ssl ? SSL_write(peer->ssl, text, (int)length) : send(peer->fd, text, length, MSG_NOSIGNAL);
        if (sent <= 0) return;
        text += sent;
        length -= (size_t)sent;
    }
}

/* Value of a header in a request that ends in an empty line; 0 when it is not there. */
static int header(const char *request, const char *name, char *value, size_t size)
{
    size_t length = strlen(name);
    for (const char *line = strstr(request, "\r\n"); line; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, length) != 0 || line[length] != ':') continue;
        const char *from = line + length + 1 + strspn(line + length + 1, " ");
        snprintf(value, size, "%.*s", (int)strcspn(from, "\r\n"), from);
        return 1;
    }
    return 0;
}

static void answer(struct peer *peer, const char *request)
{
    char method[16] = "", path[1024] = "", scheme[16] = "http", head[512];
    if (sscanf(request, "%15s %1023s", method, path) != 2) return;
    path[strcspn(path, "?")] = '\0';
    header(request, "X-Forwarded-Proto", scheme, sizeof scheme);
    struct portal_view view = {
        .instance = instance,
        .path = path,
        .secure_browser = strcmp(scheme, "https") == 0,
        .gateway_protocol = peer->ssl ? SSL_get_version(peer->ssl) : NULL,
    };
    struct portal_answer page = portal_answer(&view);
    int length = snprintf(head, sizeof head,
        "HTTP/1.0 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n%sConnection: close\r\n\r\n",
        page.status, page.type, strlen(page.body),
        page.session ? "Cache-Control: no-cache\r\nSet-Cookie: CSPSESSIONID=practice; path=/csp/; HttpOnly\r\n" : "");
    send_all(peer, head, (size_t)length);
    if (strcmp(method, "HEAD") != 0) send_all(peer, page.body, strlen(page.body));
    free(page.body);
}

/* Reads the request's head and as much body as it announces, then answers. */
static void converse(struct peer *peer)
{
    char request[16384], length[32] = "0";
    size_t used = 0;
    char *body = NULL;
    while (!body && used < sizeof request - 1) {
        long got = receive(peer, request + used, sizeof request - 1 - used);
        if (got <= 0) return;
        used += (size_t)got;
        request[used] = '\0';
        body = strstr(request, "\r\n\r\n");
    }
    if (!body) return;
    header(request, "Content-Length", length, sizeof length);
    long rest = atol(length) - (long)(request + used - (body + 4));
    while (rest > 0) {
        char skipped[8192];
        long got = receive(peer, skipped, sizeof skipped);
        if (got <= 0) return;
        rest -= got;
    }
    answer(peer, request);
}

static void *serve(void *argument)
{
    struct peer peer = {.fd = (int)(long)argument};
    unsigned char first = 0;
    int is_tls = recv(peer.fd, &first, 1, MSG_PEEK) == 1 && first == 22;
    int welcome = is_tls ? level != TLS_OFF : level != TLS_REQUIRE;
    if (welcome && is_tls) {
        peer.ssl = SSL_new(tls);
        SSL_set_fd(peer.ssl, peer.fd);
        welcome = SSL_accept(peer.ssl) == 1;
    }
    if (welcome) converse(&peer);
    if (peer.ssl) {
        SSL_shutdown(peer.ssl);
        SSL_free(peer.ssl);
    }
    close(peer.fd);
    return NULL;
}

static void load_tls(const char *certificate, const char *key)
{
    if (level == TLS_OFF) return;
    if (!certificate || !key) fail("TLS", "needs -c CERTIFICATE and -k KEY");
    tls = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION);
    if (SSL_CTX_use_certificate_chain_file(tls, certificate) != 1)
        fail(certificate, ERR_reason_error_string(ERR_get_error()));
    if (SSL_CTX_use_PrivateKey_file(tls, key, SSL_FILETYPE_PEM) != 1)
        fail(key, ERR_reason_error_string(ERR_get_error()));
    if (SSL_CTX_check_private_key(tls) != 1) fail(key, "is not the key of the certificate");
}

static int listen_at(const char *address, const char *port)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *found;
    int wrong = getaddrinfo(address, port, &hints, &found), yes = 1;
    if (wrong) fail(address, gai_strerror(wrong));
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, found->ai_addr, found->ai_addrlen) != 0 || listen(fd, 64) != 0) fail(port, strerror(errno));
    freeaddrinfo(found);
    return fd;
}

static void write_pid(void)
{
    FILE *file = fopen(pid_file, "w");
    if (!file || fprintf(file, "%d\n", getpid()) < 0 || fclose(file) != 0) fail(pid_file, strerror(errno));
}

static void end(int signal_number)
{
    (void)signal_number;
    unlink(pid_file);
    _exit(0);
}

int main(int count, char **words)
{
    const char *address = "127.0.0.1", *port = "1972", *certificate = NULL, *key = NULL;
    int option, foreground = 0;
    while ((option = getopt(count, words, "a:p:P:n:t:c:k:f")) != -1) switch (option) {
        case 'a': address = optarg; break;
        case 'p': port = optarg; break;
        case 'P': pid_file = optarg; break;
        case 'n': instance = optarg; break;
        case 't': level = optarg[0] == 'r' ? TLS_REQUIRE : optarg[0] == 'a' ? TLS_ACCEPT : TLS_OFF; break;
        case 'c': certificate = optarg; break;
        case 'k': key = optarg; break;
        case 'f': foreground = 1; break;
        default: return 2;
    }
    if (!pid_file) fail("-P PIDFILE", "is missing");
    signal(SIGPIPE, SIG_IGN);
    load_tls(certificate, key);
    int listener = listen_at(address, port);
    if (!foreground && daemon(0, 0) != 0) fail("daemon", strerror(errno));
    write_pid();
    signal(SIGTERM, end);
    signal(SIGINT, end);
    for (;;) {
        struct timeval patience = {.tv_sec = 30};
        pthread_t thread;
        long fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0) continue;
        setsockopt((int)fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        setsockopt((int)fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        if (pthread_create(&thread, NULL, serve, (void *)fd) != 0) close((int)fd);
        else pthread_detach(thread);
    }
}
