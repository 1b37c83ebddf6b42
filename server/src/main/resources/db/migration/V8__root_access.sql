-- Root access that ends by itself, and why it was given.
alter table nodes
  add column root_access_expires_at timestamptz,
  add column root_access_reason text;
create index expiring_root_access on nodes (root_access_expires_at) where root_access_expires_at is not null;
