-- Where the node is, as its agent says it; null when it never did.
alter table nodes add column location jsonb;
