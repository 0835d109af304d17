/* The gateway stand-in's caretaker of CSP.ini. A stand-in for practice, NOT InterSystems software. */
#include "csp_caretaker.h"

#include <openssl/evp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

/* What the file is made of when it is written. */
struct change {
    int stamps, modified, drops_reload, encodes;
};

static void append_log(const char *path, const char *text)
{
    char log[4096], when[64];
    time_t now = time(NULL);
    snprintf(log, sizeof log, "%.*slog", (int)strlen(path) - 3, path);
    FILE *file = fopen(log, "ae");
    if (!file) return;
    strftime(when, sizeof when, "%a %b %d %H:%M:%S %Y", localtime(&now));
    fprintf(file, ">>> Time: %s; stand-in\n    %s\n", when, text);
    fclose(file);
}

static int holds_key(const char *text, const char *line)
{
    const char *section = strncmp(text, "[SYSTEM]", 8) == 0 ? text : strstr(text, "\n[SYSTEM]");
    const char *end = section ? strstr(section + 2, "\n[") : NULL, *found = section ? strstr(section, line) : NULL;
    return found && found[-1] == '\n' && (!end || found < end);
}

/* "]]]" and base64 for a server; for the management pages "1" and a digest (which one is the stand-in's own choice). */
static void write_password(FILE *to, const char *password, int is_system)
{
    unsigned char digest[EVP_MAX_MD_SIZE], text[1024];
    unsigned int length = 0;
    size_t size = strlen(password);
    int plain = size > 0 && size < 512 && password[0] != '{' &&
                (is_system ? password[0] != '1' && strncmp(password, "PBKDF2|", 7) != 0 : strncmp(password, "]]]", 3) != 0);
    if (!plain) {
        fprintf(to, "Password=%s\n", password);
        return;
    }
    if (is_system) EVP_Digest(password, size, digest, &length, EVP_sha1(), NULL);
    EVP_EncodeBlock(text, is_system ? digest : (const unsigned char *)password, is_system ? (int)length : (int)size);
    if (is_system) text[strcspn((const char *)text, "=")] = '\0';
    fprintf(to, "Password=%s%s\n", is_system ? "1" : "]]]", (const char *)text);
}

static void write_stamps(FILE *to, struct change change)
{
    char when[64];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    strftime(when, sizeof when, "%a %b %d %H:%M:%S %Y", localtime(&now.tv_sec));
    if (change.stamps) fprintf(to, "Configuration_Initialized=%s\nConfiguration_Initialized_Build=1702.1658a\n", when);
    if (change.modified) fprintf(to, "Configuration_Modified=%s.%09ld\n", when, now.tv_nsec);
}

static char *changed(const char *text, struct change change)
{
    char *made, *copy = strdup(text), *rest;
    size_t size;
    int is_system = 0;
    FILE *to = open_memstream(&made, &size);
    for (char *line = copy; line && *line; line = rest) {
        rest = strchr(line, '\n');
        if (rest) *rest++ = '\0';
        line[strcspn(line, "\r")] = '\0';
        if (line[0] == '[') is_system = strcmp(line, "[SYSTEM]") == 0;
        if (is_system && change.drops_reload && strncmp(line, "RELOAD=", 7) == 0) continue;
        if (is_system && change.modified && strncmp(line, "Configuration_Modified=", 23) == 0) continue;
        if (change.encodes && strncmp(line, "Password=", 9) == 0) write_password(to, line + 9, is_system);
        else fprintf(to, "%s\n", line);
        if (is_system && line[0] == '[') write_stamps(to, change);
    }
    fclose(to);
    free(copy);
    return made;
}

static char *read_all(FILE *file)
{
    char *text = NULL;
    size_t room = 0;
    rewind(file);
    return getdelim(&text, &room, '\0', file) < 0 ? strdup("") : text;
}

/* Never shorter than it should be, for those who read it at that moment. */
static void write_all(FILE *file, const char *text)
{
    rewind(file);
    fputs(text, file);
    if (fflush(file) != 0 || ftruncate(fileno(file), (off_t)strlen(text)) != 0) return;
}

/* With READONLY=1 the stamps are in CSPRT.ini; with 2 the file is never written, so that RELOAD=1 stays in it. */
static int read_only(const char *text)
{
    return holds_key(text, "READONLY=2") ? 2 : holds_key(text, "READONLY=1");
}

static FILE *runtime_file(const char *path, const char *mode)
{
    char name[4096];
    snprintf(name, sizeof name, "%.*sRT.ini", (int)strlen(path) - 4, path);
    return fopen(name, mode);
}

static int is_stamped(const char *path)
{
    FILE *file = runtime_file(path, "re");
    char *text = file ? read_all(file) : strdup("");
    int stamped = holds_key(text, "Configuration_Initialized=");
    if (file) fclose(file);
    free(text);
    return stamped;
}

static void stamp_runtime(const char *path)
{
    FILE *file = runtime_file(path, "we");
    if (!file) return;
    fputs("[SYSTEM]\n", file);
    write_stamps(file, (struct change){.stamps = 1, .modified = 1});
    fclose(file);
}

/* One look at the file, alone with it. `held`: what it said when the gateway started, while that was not yet stamped. */
static void look(const char *path, const char *held, int kept)
{
    FILE *file = fopen(path, "r+e");
    if (!file) return;
    flock(fileno(file), LOCK_EX);
    char *text = read_all(file), *made = NULL;
    int reload = kept < 2 && holds_key(text, "RELOAD=1");
    if (kept) {
        if (reload) made = changed(text, (struct change){.drops_reload = 1});
        if (reload || held) stamp_runtime(path);
    } else if (held && !holds_key(text, "Configuration_Initialized="))
        /* An edit that was made meanwhile is lost: so it is with the product. */
        made = changed(held, (struct change){.stamps = 1, .modified = 1, .encodes = 1});
    else if (reload) made = changed(text, (struct change){.modified = 1, .drops_reload = 1});
    if (made) write_all(file, made);
    fclose(file);
    if (made && reload) append_log(path, "Gateway Configuration Reloaded and Reactivated");
    free(made);
    free(text);
}

/* What the file says at the start, its passwords no longer in plain text; `kept` is told whether it is read only. */
static char *begin(const char *path, int *kept)
{
    FILE *file = fopen(path, "r+e");
    if (!file) return NULL;
    flock(fileno(file), LOCK_EX);
    char *text = read_all(file), *made = changed(text, (struct change){.encodes = 1});
    int is_new = !holds_key(text, "Configuration_Initialized=");
    *kept = read_only(text);
    if (*kept) is_new = !is_stamped(path);
    else if (!is_new && strcmp(text, made) != 0) write_all(file, made);
    fclose(file);
    free(made);
    if (is_new) return text;
    free(text);
    return NULL;
}

static unsigned seconds_between(const char *path)
{
    char name[4096], line[256];
    unsigned seconds = 2;
    const char *slash = strrchr(path, '/');
    snprintf(name, sizeof name, "%.*s/practice.conf", slash ? (int)(slash - path) : 1, slash ? path : ".");
    FILE *file = fopen(name, "re");
    while (file && fgets(line, sizeof line, file)) sscanf(line, "CaretakerSeconds=%u", &seconds);
    if (file) fclose(file);
    return seconds ? seconds : 1;
}

static void *keep(void *argument)
{
    int kept = 0;
    char *path = argument, *held = begin(path, &kept);
    for (;;) {
        sleep(seconds_between(path));
        look(path, held, kept);
        free(held);
        held = NULL;
    }
    return NULL;
}

void csp_caretaker(const char *path)
{
    pthread_t thread;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(&thread, NULL, keep, strdup(path)) == 0) pthread_detach(thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}
