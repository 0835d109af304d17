/* What a gateway does to its own CSP.ini. A stand-in for practice, NOT InterSystems software. */
#ifndef CSP_CARETAKER_H
#define CSP_CARETAKER_H

/*
 * Looks after the file from a thread of its own: encodes passwords that stand there in plain text, writes its stamps
 * into a file that is new, and does what RELOAD=1 asks for. How often, CaretakerSeconds in the file practice.conf
 * beside it says; 2 seconds otherwise, about a minute in the product. With READONLY=1 the stamps go to CSPRT.ini, with
 * READONLY=2 nothing is written.
 */
void csp_caretaker(const char *path);

#endif
