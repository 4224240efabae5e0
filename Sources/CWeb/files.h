// Written by embed.sh from the folder Web; not edited by hand.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char file_1[] = {
#embed "../../Web/app/api.js"
};
static const unsigned char file_2[] = {
#embed "../../Web/app/dom.js"
};
static const unsigned char file_3[] = {
#embed "../../Web/app/feed-state.js"
};
static const unsigned char file_4[] = {
#embed "../../Web/app/live.js"
};
static const unsigned char file_5[] = {
#embed "../../Web/app/main.js"
};
static const unsigned char file_6[] = {
#embed "../../Web/app/ops-figures.js"
};
static const unsigned char file_7[] = {
#embed "../../Web/app/ops-words.js"
};
static const unsigned char file_8[] = {
#embed "../../Web/app/outgoing.js"
};
static const unsigned char file_9[] = {
#embed "../../Web/app/room-state.js"
};
static const unsigned char file_10[] = {
#embed "../../Web/app/router.js"
};
static const unsigned char file_11[] = {
#embed "../../Web/app/state.js"
};
static const unsigned char file_12[] = {
#embed "../../Web/app/timing.js"
};
static const unsigned char file_13[] = {
#embed "../../Web/app/trusted-pages.js"
};
static const unsigned char file_14[] = {
#embed "../../Web/app/upload.js"
};
static const unsigned char file_15[] = {
#embed "../../Web/client/hubbub.d.ts"
};
static const unsigned char file_16[] = {
#embed "../../Web/client/hubbub.js"
};
static const unsigned char file_17[] = {
#embed "../../Web/client/positions.js"
};
static const unsigned char file_18[] = {
#embed "../../Web/client/returning.js"
};
static const unsigned char file_19[] = {
#embed "../../Web/client/surroundings.js"
};
static const unsigned char file_20[] = {
#embed "../../Web/components/account-form.js"
};
static const unsigned char file_21[] = {
#embed "../../Web/components/confirm-dialog.js"
};
static const unsigned char file_22[] = {
#embed "../../Web/components/connection-banner.js"
};
static const unsigned char file_23[] = {
#embed "../../Web/components/draft-card.js"
};
static const unsigned char file_24[] = {
#embed "../../Web/components/feed-list.js"
};
static const unsigned char file_25[] = {
#embed "../../Web/components/figure-table.js"
};
static const unsigned char file_26[] = {
#embed "../../Web/components/message-log.js"
};
static const unsigned char file_27[] = {
#embed "../../Web/components/ops-page.js"
};
static const unsigned char file_28[] = {
#embed "../../Web/components/picture-chooser.js"
};
static const unsigned char file_29[] = {
#embed "../../Web/components/post-card.js"
};
static const unsigned char file_30[] = {
#embed "../../Web/components/post-form.js"
};
static const unsigned char file_31[] = {
#embed "../../Web/components/post-page.js"
};
static const unsigned char file_32[] = {
#embed "../../Web/components/room-list.js"
};
static const unsigned char file_33[] = {
#embed "../../Web/components/room-view.js"
};
static const unsigned char file_34[] = {
#embed "../../Web/components/second-factor.js"
};
static const unsigned char file_35[] = {
#embed "../../Web/components/spark-line.js"
};
static const unsigned char file_36[] = {
#embed "../../Web/components/stat-tile.js"
};
static const unsigned char file_37[] = {
#embed "../../Web/components/status-line.js"
};
static const unsigned char file_38[] = {
#embed "../../Web/forbidden.html"
};
static const unsigned char file_39[] = {
#embed "../../Web/home.html"
};
static const unsigned char file_40[] = {
#embed "../../Web/icon.svg"
};
static const unsigned char file_41[] = {
#embed "../../Web/login.html"
};
static const unsigned char file_42[] = {
#embed "../../Web/messages.html"
};
static const unsigned char file_43[] = {
#embed "../../Web/models/crop.js"
};
static const unsigned char file_44[] = {
#embed "../../Web/models/draft.js"
};
static const unsigned char file_45[] = {
#embed "../../Web/models/history.js"
};
static const unsigned char file_46[] = {
#embed "../../Web/models/like-intents.js"
};
static const unsigned char file_47[] = {
#embed "../../Web/models/scroll-keeper.js"
};
static const unsigned char file_48[] = {
#embed "../../Web/models/watch-list.js"
};
static const unsigned char file_49[] = {
#embed "../../Web/new.html"
};
static const unsigned char file_50[] = {
#embed "../../Web/not-found.html"
};
static const unsigned char file_51[] = {
#embed "../../Web/ops.html"
};
static const unsigned char file_52[] = {
#embed "../../Web/post.html"
};
static const unsigned char file_53[] = {
#embed "../../Web/signup.html"
};
static const unsigned char file_54[] = {
#embed "../../Web/styles/account-form.css"
};
static const unsigned char file_55[] = {
#embed "../../Web/styles/base.css"
};
static const unsigned char file_56[] = {
#embed "../../Web/styles/confirm-dialog.css"
};
static const unsigned char file_57[] = {
#embed "../../Web/styles/connection-banner.css"
};
static const unsigned char file_58[] = {
#embed "../../Web/styles/feed-list.css"
};
static const unsigned char file_59[] = {
#embed "../../Web/styles/layout.css"
};
static const unsigned char file_60[] = {
#embed "../../Web/styles/message-log.css"
};
static const unsigned char file_61[] = {
#embed "../../Web/styles/ops-page.css"
};
static const unsigned char file_62[] = {
#embed "../../Web/styles/picture-chooser.css"
};
static const unsigned char file_63[] = {
#embed "../../Web/styles/post-card.css"
};
static const unsigned char file_64[] = {
#embed "../../Web/styles/post-form.css"
};
static const unsigned char file_65[] = {
#embed "../../Web/styles/reset.css"
};
static const unsigned char file_66[] = {
#embed "../../Web/styles/room-list.css"
};
static const unsigned char file_67[] = {
#embed "../../Web/styles/room-view.css"
};
static const unsigned char file_68[] = {
#embed "../../Web/styles/second-factor.css"
};
static const unsigned char file_69[] = {
#embed "../../Web/styles/status-line.css"
};
static const unsigned char file_70[] = {
#embed "../../Web/styles/tokens.css"
};
static const struct hubbub_web_file files[] = {
  {"app/api.js", file_1, sizeof file_1},
  {"app/dom.js", file_2, sizeof file_2},
  {"app/feed-state.js", file_3, sizeof file_3},
  {"app/live.js", file_4, sizeof file_4},
  {"app/main.js", file_5, sizeof file_5},
  {"app/ops-figures.js", file_6, sizeof file_6},
  {"app/ops-words.js", file_7, sizeof file_7},
  {"app/outgoing.js", file_8, sizeof file_8},
  {"app/room-state.js", file_9, sizeof file_9},
  {"app/router.js", file_10, sizeof file_10},
  {"app/state.js", file_11, sizeof file_11},
  {"app/timing.js", file_12, sizeof file_12},
  {"app/trusted-pages.js", file_13, sizeof file_13},
  {"app/upload.js", file_14, sizeof file_14},
  {"client/hubbub.d.ts", file_15, sizeof file_15},
  {"client/hubbub.js", file_16, sizeof file_16},
  {"client/positions.js", file_17, sizeof file_17},
  {"client/returning.js", file_18, sizeof file_18},
  {"client/surroundings.js", file_19, sizeof file_19},
  {"components/account-form.js", file_20, sizeof file_20},
  {"components/confirm-dialog.js", file_21, sizeof file_21},
  {"components/connection-banner.js", file_22, sizeof file_22},
  {"components/draft-card.js", file_23, sizeof file_23},
  {"components/feed-list.js", file_24, sizeof file_24},
  {"components/figure-table.js", file_25, sizeof file_25},
  {"components/message-log.js", file_26, sizeof file_26},
  {"components/ops-page.js", file_27, sizeof file_27},
  {"components/picture-chooser.js", file_28, sizeof file_28},
  {"components/post-card.js", file_29, sizeof file_29},
  {"components/post-form.js", file_30, sizeof file_30},
  {"components/post-page.js", file_31, sizeof file_31},
  {"components/room-list.js", file_32, sizeof file_32},
  {"components/room-view.js", file_33, sizeof file_33},
  {"components/second-factor.js", file_34, sizeof file_34},
  {"components/spark-line.js", file_35, sizeof file_35},
  {"components/stat-tile.js", file_36, sizeof file_36},
  {"components/status-line.js", file_37, sizeof file_37},
  {"forbidden.html", file_38, sizeof file_38},
  {"home.html", file_39, sizeof file_39},
  {"icon.svg", file_40, sizeof file_40},
  {"login.html", file_41, sizeof file_41},
  {"messages.html", file_42, sizeof file_42},
  {"models/crop.js", file_43, sizeof file_43},
  {"models/draft.js", file_44, sizeof file_44},
  {"models/history.js", file_45, sizeof file_45},
  {"models/like-intents.js", file_46, sizeof file_46},
  {"models/scroll-keeper.js", file_47, sizeof file_47},
  {"models/watch-list.js", file_48, sizeof file_48},
  {"new.html", file_49, sizeof file_49},
  {"not-found.html", file_50, sizeof file_50},
  {"ops.html", file_51, sizeof file_51},
  {"post.html", file_52, sizeof file_52},
  {"signup.html", file_53, sizeof file_53},
  {"styles/account-form.css", file_54, sizeof file_54},
  {"styles/base.css", file_55, sizeof file_55},
  {"styles/confirm-dialog.css", file_56, sizeof file_56},
  {"styles/connection-banner.css", file_57, sizeof file_57},
  {"styles/feed-list.css", file_58, sizeof file_58},
  {"styles/layout.css", file_59, sizeof file_59},
  {"styles/message-log.css", file_60, sizeof file_60},
  {"styles/ops-page.css", file_61, sizeof file_61},
  {"styles/picture-chooser.css", file_62, sizeof file_62},
  {"styles/post-card.css", file_63, sizeof file_63},
  {"styles/post-form.css", file_64, sizeof file_64},
  {"styles/reset.css", file_65, sizeof file_65},
  {"styles/room-list.css", file_66, sizeof file_66},
  {"styles/room-view.css", file_67, sizeof file_67},
  {"styles/second-factor.css", file_68, sizeof file_68},
  {"styles/status-line.css", file_69, sizeof file_69},
  {"styles/tokens.css", file_70, sizeof file_70},
  {"", (const unsigned char *)"", 0},
};
#pragma clang diagnostic pop
