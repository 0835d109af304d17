/*
 * A stand-in for the SuperServer of an InterSystems instance, for practice. It is NOT InterSystems software and does
 * not speak its protocol: it answers HTTP/1.0 to the gateway stand-in (mod_csp_standin.c).
 *
 *   superserver -a ADDRESS -p PORT -d DIRECTORY -P PIDFILE [-n INSTANCE] [-s] [-r] [-f]
 *
 * Its level of TLS and its SSL configuration are in DIRECTORY/mgr/practice-security.ini; with -s as each server's own
 * (Security.Servers). A client asks for TLS by its first byte. Whether a real SuperServer takes a change at once or at
 * its next start is not documented: this one at once, with -r at its start. Without -f it goes into the background once
 * it listens, so that a caller knows from the exit code whether it does.
 *
 *   cc -o superserver superserver_standin.c superserver_tls.c security_store.c portal_page.c -lssl -lcrypto -lpthread
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "portal_page.h"
#include "superserver_tls.h"

static const char *pid_file, *log_file;
static const char *instance = "CACHE";
static struct tls_source source;
static struct tls_terms terms;

/* One connection, with what held when it was made. */
struct visit {
    int fd;
    enum tls_level level;
    SSL_CTX *context;
};

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
    struct visit *visit = argument;
    struct peer peer = {.fd = visit->fd};
    unsigned char first = 0;
    int is_tls = recv(peer.fd, &first, 1, MSG_PEEK) == 1 && first == 22;
    int welcome = is_tls ? visit->context != NULL : visit->level != TLS_REQUIRE;
    if (welcome && is_tls) {
        peer.ssl = SSL_new(visit->context);
        SSL_set_fd(peer.ssl, peer.fd);
        welcome = SSL_accept(peer.ssl) == 1;
    }
    if (welcome) converse(&peer);
    if (peer.ssl) {
        SSL_shutdown(peer.ssl);
        SSL_free(peer.ssl);
    }
    close(peer.fd);
    SSL_CTX_free(visit->context);
    free(visit);
    return NULL;
}

static void say(const char *text)
{
    FILE *log = fopen(log_file, "ae");
    time_t now = time(NULL);
    char when[32];
    if (!log) return;
    strftime(when, sizeof when, "%m/%d/%y-%H:%M:%S", localtime(&now));
    fprintf(log, "%s (stand-in) SuperServer: %s\n", when, text);
    fclose(log);
}

/* Takes the settings as they are now. A wrong configuration does not end the server: no handshake succeeds then. */
static void settle(void)
{
    SSL_CTX_free(terms.context);
    terms = tls_terms(&source);
    if (*terms.fault) say(terms.fault);
}

static int has_changed(void)
{
    static struct timespec seen;
    struct stat status;
    if (stat(source.store, &status) != 0) memset(&status, 0, sizeof status);
    int changed = seen.tv_sec != status.st_mtim.tv_sec || seen.tv_nsec != status.st_mtim.tv_nsec;
    seen = status.st_mtim;
    return changed;
}

static void receive_visitor(int fd)
{
    struct timeval patience = {.tv_sec = 30};
    struct visit *visit = malloc(sizeof *visit);
    pthread_t thread;
    *visit = (struct visit){.fd = fd, .level = terms.level, .context = terms.context};
    if (visit->context) SSL_CTX_up_ref(visit->context);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (terms.enabled && pthread_create(&thread, NULL, serve, visit) == 0) {
        pthread_detach(thread);
        return;
    }
    close(fd);
    SSL_CTX_free(visit->context);
    free(visit);
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

static const char *text_of(const char *format, const char *one, const char *other)
{
    char *text;
    if (asprintf(&text, format, one, other) < 0) fail("memory", strerror(errno));
    return text;
}

int main(int count, char **words)
{
    const char *address = "0.0.0.0", *port = "1972", *directory = NULL;
    int option, foreground = 0, only_at_start = 0;
    while ((option = getopt(count, words, "a:p:d:P:n:srf")) != -1) switch (option) {
        case 'a': address = optarg; break;
        case 'p': port = optarg; break;
        case 'd': directory = optarg; break;
        case 'P': pid_file = optarg; break;
        case 'n': instance = optarg; break;
        case 's': source.has_servers = 1; break;
        case 'r': only_at_start = 1; break;
        case 'f': foreground = 1; break;
        default: return 2;
    }
    if (!pid_file || !directory) fail("-P PIDFILE and -d DIRECTORY", "are needed");
    source.manager_directory = text_of("%s/%s", directory, "mgr");
    source.store = text_of("%s/%s", source.manager_directory, "practice-security.ini");
    source.server = text_of("%s,%s", port, address);
    log_file = text_of("%s/%s", source.manager_directory, "practice-superserver.log");
    signal(SIGPIPE, SIG_IGN);
    int listener = listen_at(address, port);
    if (!foreground && daemon(0, 0) != 0) fail("daemon", strerror(errno));
    has_changed();
    settle();
    write_pid();
    signal(SIGTERM, end);
    signal(SIGINT, end);
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0) continue;
        if (!only_at_start && has_changed()) settle();
        receive_visitor(fd);
    }
}
