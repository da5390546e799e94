CREATE INDEX attachments_stored ON attachments (uploader, size) WHERE removed = 0;
