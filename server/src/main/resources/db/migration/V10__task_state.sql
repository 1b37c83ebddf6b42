-- What keeps a running task from going on, as its agent says it; null while nothing does.
alter table tasks
  add column state_code text,
  add column state_message text,
  add column state_details json;
