/* What the SuperServer stand-in answers to a path. A stand-in for practice, NOT InterSystems software. */
#include "portal_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const style =
    ":root{--ink:#1d2733;--soft:#5b6b7c;--line:#dde4eb;--bar:#23395b;--good:#1b7f4b;--bad:#b3423a}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:#f3f6f9;color:var(--ink);font:15px/1.5 system-ui,'DejaVu Sans',sans-serif}"
    "header{display:flex;align-items:center;gap:1rem;background:var(--bar);color:#fff;padding:.9rem 2rem}"
    "header strong{font-size:1.2rem}header span{margin-left:auto;opacity:.85}"
    ".notice{background:#fff4d6;border-bottom:1px solid #ecd9a0;color:#6b5310;padding:.5rem 2rem}"
    "main{max-width:64rem;margin:2rem auto;padding:0 2rem}"
    "h1{font-size:1.5rem;font-weight:600;margin:0 0 1.2rem}"
    ".grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:1rem}"
    ".card{background:#fff;border:1px solid var(--line);border-radius:8px;padding:1.1rem 1.3rem}"
    ".card h2{font-size:.8rem;font-weight:600;letter-spacing:.05em;text-transform:uppercase;color:var(--soft);margin:0}"
    ".card p{font-size:1.15rem;margin:.3rem 0 0}"
    ".good{color:var(--good)}.bad{color:var(--bad)}"
    "nav{margin-top:2rem}nav ul{list-style:none;margin:0;padding:0}"
    "nav li{padding:.5rem 0;border-top:1px solid var(--line)}nav li:first-child{border:0}";

static const char *const script =
    "document.getElementById('static').textContent='served';"
    "document.getElementById('static').className='good';";

static const char *const page =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
    "<title>Management Portal</title>"
    "<link rel=\"stylesheet\" href=\"/csp/broker/portal.css\"><style>%s</style></head><body>"
    "<header><strong>Management Portal</strong><span>Instance %s</span></header>"
    "<div class=\"notice\">practice instance: a stand-in, not InterSystems software</div>"
    "<main><h1>Home</h1><div class=\"grid\">"
    "<div class=\"card\"><h2>Browser to web server</h2><p class=\"%s\">%s</p></div>"
    "<div class=\"card\"><h2>Gateway to SuperServer</h2><p class=\"%s\">%s</p></div>"
    "<div class=\"card\"><h2>Static files</h2><p id=\"static\" class=\"bad\">not served</p></div>"
    "</div><nav class=\"card\"><h2>Menu</h2><ul><li>System Operation</li><li>System Explorer</li>"
    "<li>System Administration</li></ul></nav></main>"
    "<script src=\"/csp/broker/portal.js\"></script></body></html>\n";

static int ends_in(const char *path, const char *extension)
{
    size_t length = strlen(path), tail = strlen(extension);
    return length >= tail && strcmp(path + length - tail, extension) == 0;
}

static int is_page(const char *path)
{
    return ends_in(path, ".csp") || ends_in(path, ".cls") || ends_in(path, ".zen") || ends_in(path, ".cxw") ||
           ends_in(path, "/");
}

static char *home(const struct portal_view *view)
{
    char *text, gateway[64];
    if (view->gateway_protocol) snprintf(gateway, sizeof gateway, "encrypted (%s)", view->gateway_protocol);
    else snprintf(gateway, sizeof gateway, "not encrypted");
    int length = asprintf(&text, page, style, view->instance,
        view->secure_browser ? "good" : "bad", view->secure_browser ? "encrypted (https)" : "not encrypted",
        view->gateway_protocol ? "good" : "bad", gateway);
    return length < 0 ? NULL : text;
}

struct portal_answer portal_answer(const struct portal_view *view)
{
    struct portal_answer missing = {"404 Not Found", "text/plain; charset=utf-8", strdup("Not found\n"), 0};
    struct portal_answer found = {"200 OK", "text/html; charset=utf-8", NULL, 0};
    if (strncmp(view->path, "/csp/", 5) != 0) return missing;
    if (is_page(view->path)) {
        found.body = home(view);
        found.session = 1;
    } else if (ends_in(view->path, ".css")) {
        found.type = "text/css";
        found.body = strdup(style);
    } else if (ends_in(view->path, ".js")) {
        found.type = "text/javascript";
        found.body = strdup(script);
    }
    if (!found.body) return missing;
    free(missing.body);
    return found;
}
