/* program.c - the program under test: its store, its commands, its server. */
#include "program.h"

#include "client.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

char *program_file(const struct program *p, const char *name)
{
	int fd = open(text("%s/%s", p->dir, name), O_RDONLY);

	return fd < 0 ? text("%s", "") : drain(fd);
}

/* CREATE or DROP of the PostgreSQL database. */
static bool database(const struct program *p, const char *what, const char *how)
{
	PGconn *db = PQconnectdb(getenv("TIERWORK_TEST_PG"));
	PGresult *r =
		PQexec(db, text("%s DATABASE %s %s", what, p->database, how));
	bool done = PQresultStatus(r) == PGRES_COMMAND_OK;

	if (!done)
		printf("%s %s: %s", what, p->database, PQerrorMessage(db));
	PQclear(r);
	PQfinish(db);
	return done;
}

bool program_open(struct program *p, const char *path, bool pg)
{
	const char *url = getenv("TIERWORK_TEST_PG"), *last;

	*p = (struct program){.path = path, .dir = "/tmp/scn-XXXXXX"};
	last = url ? strrchr(url, '/') : NULL;
	if (pg && !last)
		return false;
	if (!mkdtemp(p->dir))
		exit(2);
	p->store = text("%s/store.db", p->dir);
	if (pg) {
		snprintf(p->database, sizeof(p->database), "scn_%d", getpid());
		p->store = text("%.*s/%s", (int)(last - url), url, p->database);
		if (!database(p, "CREATE", "TEMPLATE template0"))
			exit(2);
	}
	return true;
}

void program_close(struct program *p)
{
	if (p->server)
		program_stop(p, SIGKILL);
	if (p->database[0])
		database(p, "DROP", "WITH (FORCE)");
	program_shell(p, text("rm -rf '%s'", p->dir));
}

/* The program on this store, as a shell line. */
static char *command(const struct program *p, const char *arguments)
{
	return text("exec '%s' --store '%s'%s%s %s", p->path, p->store,
		    p->now ? " --now " : "", p->now ? p->now : "", arguments);
}

/* Starts a shell line, its output going to files of p->dir. */
static pid_t start(const struct program *p, const char *line, const char *out,
		   const char *err)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (!freopen("/dev/null", "r", stdin) ||
	    !freopen(text("%s/%s", p->dir, out), "w", stdout) ||
	    !freopen(text("%s/%s", p->dir, err), "w", stderr))
		_exit(126);
	execl("/bin/sh", "sh", "-c", line, (char *)NULL);
	_exit(127);
}

void program_shell(struct program *p, const char *line)
{
	int rc;

	waitpid(start(p, line, "output", "error"), &rc, 0);
	p->exit_code = WIFEXITED(rc) ? WEXITSTATUS(rc) : 128 + WTERMSIG(rc);
	p->output = program_file(p, "output");
	p->error = program_file(p, "error");
}

void program_run(struct program *p, const char *arguments)
{
	program_shell(p, command(p, arguments));
}

/* The port that the server chose, once it has said so; else 0. */
static int port_said(const struct program *p)
{
	char *said = program_file(p, "server.out");
	const char *at = strstr(said, "ready http://127.0.0.1:");
	long port = 0;

	if (at && strchr(at, '\n'))
		port = strtol(strrchr(at, ':') + 1, NULL, 10);
	free(said);
	return (int)port;
}

int program_serve(struct program *p)
{
	char *out = text("%s/server.out", p->dir);
	int port;

	unlink(out); /* what an earlier one said there */
	free(out);
	p->server = start(p, command(p, "serve --listen 127.0.0.1:0"),
			  "server.out", "server.log");
	for (int i = 0; i < 3000; i++) {
		port = port_said(p);
		if (port || waitpid(p->server, NULL, WNOHANG) != 0)
			return port;
		poll(NULL, 0, 10);
	}
	return 0;
}

int program_stop(struct program *p, int sign)
{
	int rc = 0;

	kill(p->server, sign);
	waitpid(p->server, &rc, 0);
	p->server = 0;
	return rc;
}
