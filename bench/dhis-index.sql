-- dhis-index.sql - what is done to the analytics table after it is filled.
CREATE INDEX ON analytics (dx);
CREATE INDEX ON analytics (co);
CREATE INDEX ON analytics (ao);
CREATE INDEX ON analytics (ou);
CREATE INDEX ON analytics (year);
CREATE INDEX ON analytics (uidlevel1);
CREATE INDEX ON analytics (uidlevel2);
CREATE INDEX ON analytics (uidlevel3);
CREATE INDEX ON analytics (uidlevel4);
CREATE INDEX ON analytics (uidlevel5);
CREATE INDEX ON analytics (monthly);
CREATE INDEX ON analytics (quarterly);
CREATE INDEX ON analytics (yearly);
VACUUM ANALYZE analytics;
