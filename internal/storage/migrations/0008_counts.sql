DROP INDEX conversations_inbox;
CREATE INDEX conversations_inbox ON conversations (state, inbox, assignee, group_id);
