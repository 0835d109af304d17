/*
 * A stand-in for a terminal session of an InterSystems instance ("csession", "iris session"), for practice. It is NOT
 * InterSystems software: it runs the few commands of ObjectScript and keeps the settings that securing an instance takes.
 *
 *   session -i INSTANCE -d DIRECTORY -c CPF -p PORT [-a ADDRESS] [-n NAMESPACE] [-I] [-s] [-o]
 *
 * -I: IRIS rather than Caché; -s: each SuperServer has its own settings (Security.Servers); -o: the user of the operating
 * system is one that the instance knows. Settings are in DIRECTORY/mgr/practice-security.ini. Each line of the standard
 * input is run by itself, as in direct mode; "<STAND-IN>" is what it says of things the product has and it has not.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "objectscript.h"
#include "security_classes.h"

struct session session = {.instance = "CACHE", .namespace = "USER", .port = "1972", .address = "0.0.0.0"};

/* Without authentication by the operating system, name and password are asked for: they swallow the lines of a script. */
static int ask_for_name(void)
{
    char line[4096];
    for (;;) {
        printf("\nUsername: ");
        if (!fgets(line, sizeof line, stdin)) break;
        printf("\nPassword: ");
        if (!fgets(line, sizeof line, stdin)) break;
        printf("\nAccess Denied\n");
    }
    printf("\n");
    return 1;
}

static void converse(void)
{
    char *line = NULL;
    size_t room = 0;
    do {
        if (session.column) put_text("\n");
        put_text(format_text("\n%s>", session.namespace));
        fflush(stdout);
        if (getline(&line, &room, stdin) <= 0) break;
        line[strcspn(line, "\r\n")] = '\0';
        put_text("\n");
    } while (run_line(line));
    if (session.column) put_text("\n");
}

int main(int count, char **words)
{
    char host[256] = "localhost";
    int option, is_known = 0;
    while ((option = getopt(count, words, "i:d:c:v:p:a:n:Iso")) != -1) switch (option) {
        case 'i': session.instance = optarg; break;
        case 'd': session.directory = optarg; break;
        case 'c': session.parameter_file = optarg; break;
        case 'v': session.version = optarg; break;
        case 'p': session.port = optarg; break;
        case 'a': session.address = optarg; break;
        case 'n': session.namespace = strcasecmp(optarg, "%SYS") == 0 ? "%SYS" : "USER"; break;
        case 'I': session.is_iris = 1; break;
        case 's': session.has_servers = 1; break;
        case 'o': is_known = 1; break;
        default: return 2;
    }
    session.product = session.is_iris ? "IRIS" : "Cache";
    if (!session.directory || !session.parameter_file || chdir(session.directory) != 0) return 2;
    umask(077);
    gethostname(host, sizeof host - 1);
    printf("\nNode: %s, Instance: %s\n", host, session.instance);
    if (!is_known || !knows_system_users()) return ask_for_name();
    converse();
    return 0;
}
