/* documents.h - what the commands of documents share. */
#ifndef CLI_DOCUMENTS_H
#define CLI_DOCUMENTS_H

#include "cli/cli.h"
#include "register/document.h"

/* The files that --file names, looked at: attachment_check(). */
enum err documents_files(struct cli *k, struct file_in **out, size_t *n) MUST;

#endif
