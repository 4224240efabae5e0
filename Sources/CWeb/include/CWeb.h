void hubbub_web_placeholder(void);
