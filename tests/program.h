/* program.h - the program under test: its store, its commands, its server. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdbool.h>
#include <sys/types.h>

struct program {
	const char *path;
	const char *now; /* of --now, or NULL */
	const char *store;
	char dir[32], database[32]; /* fresh, gone at exit */
	pid_t server;		    /* 0: none */
	char *output, *error;	    /* of the last command */
	int exit_code;
};

/* A fresh folder, and the name of a fresh store, made at once where it is
 * PostgreSQL's. False: TIERWORK_TEST_PG names no server. */
bool program_open(struct program *p, const char *path, bool pg);

/* Ends the server, drops the store and the folder. */
void program_close(struct program *p);

/* Runs a shell line, or the program with arguments, to its end. */
void program_shell(struct program *p, const char *line);
void program_run(struct program *p, const char *arguments);

/* Starts the server and waits until it listens: the port that it chose; 0:
 * it does not. */
int program_serve(struct program *p);

/* Ends the server; what waitpid() says of it. */
int program_stop(struct program *p, int sign);

/* Everything in a file of p->dir, or "". */
char *program_file(const struct program *p, const char *name);

#endif
