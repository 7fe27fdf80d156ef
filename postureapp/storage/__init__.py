"""What is kept on the disk and what is shipped: settings, diary, safety answers, content and languages."""
