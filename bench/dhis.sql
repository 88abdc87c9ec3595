-- dhis.sql - an analytics table as DHIS2 makes it each night: one row a
-- value, one column a level of the tree and one a kind of period, an index
-- on every dimension, not logged. Loaded by dhis.c.

DROP TABLE IF EXISTS analytics;
CREATE UNLOGGED TABLE analytics (
	dx char(11) NOT NULL,
	co char(11) NOT NULL,
	ao char(11) NOT NULL,
	pestartdate date NOT NULL,
	peenddate date NOT NULL,
	year integer NOT NULL,
	pe varchar(15) NOT NULL,
	ou char(11) NOT NULL,
	oulevel integer NOT NULL,
	uidlevel1 char(11), uidlevel2 char(11), uidlevel3 char(11),
	uidlevel4 char(11), uidlevel5 char(11),
	monthly text, quarterly text, yearly text,
	value double precision
);
