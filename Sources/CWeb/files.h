// Written by embed.sh from the folder Web; not edited by hand.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char file_1[] = {
#embed "../../Web/admin.html"
};
static const unsigned char file_2[] = {
#embed "../../Web/app/admin-acts.js"
};
static const unsigned char file_3[] = {
#embed "../../Web/app/admin-news.js"
};
static const unsigned char file_4[] = {
#embed "../../Web/app/alerts.js"
};
static const unsigned char file_5[] = {
#embed "../../Web/app/api.js"
};
static const unsigned char file_6[] = {
#embed "../../Web/app/attaching.js"
};
static const unsigned char file_7[] = {
#embed "../../Web/app/catch-up.js"
};
static const unsigned char file_8[] = {
#embed "../../Web/app/comment-state.js"
};
static const unsigned char file_9[] = {
#embed "../../Web/app/connection.js"
};
static const unsigned char file_10[] = {
#embed "../../Web/app/conversation-list-state.js"
};
static const unsigned char file_11[] = {
#embed "../../Web/app/conversation-state.js"
};
static const unsigned char file_12[] = {
#embed "../../Web/app/dialog.js"
};
static const unsigned char file_13[] = {
#embed "../../Web/app/display.js"
};
static const unsigned char file_14[] = {
#embed "../../Web/app/dom.js"
};
static const unsigned char file_15[] = {
#embed "../../Web/app/dress.js"
};
static const unsigned char file_16[] = {
#embed "../../Web/app/feed-state.js"
};
static const unsigned char file_17[] = {
#embed "../../Web/app/found-row.js"
};
static const unsigned char file_18[] = {
#embed "../../Web/app/language.js"
};
static const unsigned char file_19[] = {
#embed "../../Web/app/leaving.js"
};
static const unsigned char file_20[] = {
#embed "../../Web/app/live.js"
};
static const unsigned char file_21[] = {
#embed "../../Web/app/log-place.js"
};
static const unsigned char file_22[] = {
#embed "../../Web/app/log-reader.js"
};
static const unsigned char file_23[] = {
#embed "../../Web/app/log-state.js"
};
static const unsigned char file_24[] = {
#embed "../../Web/app/main.js"
};
static const unsigned char file_25[] = {
#embed "../../Web/app/measured.js"
};
static const unsigned char file_26[] = {
#embed "../../Web/app/media-wire.js"
};
static const unsigned char file_27[] = {
#embed "../../Web/app/message-item.js"
};
static const unsigned char file_28[] = {
#embed "../../Web/app/message-state.js"
};
static const unsigned char file_29[] = {
#embed "../../Web/app/message-tools.js"
};
static const unsigned char file_30[] = {
#embed "../../Web/app/navigate.js"
};
static const unsigned char file_31[] = {
#embed "../../Web/app/notice-state.js"
};
static const unsigned char file_32[] = {
#embed "../../Web/app/ops-figures.js"
};
static const unsigned char file_33[] = {
#embed "../../Web/app/ops-words.js"
};
static const unsigned char file_34[] = {
#embed "../../Web/app/outgoing.js"
};
static const unsigned char file_35[] = {
#embed "../../Web/app/own-files.js"
};
static const unsigned char file_36[] = {
#embed "../../Web/app/people-state.js"
};
static const unsigned char file_37[] = {
#embed "../../Web/app/people.js"
};
static const unsigned char file_38[] = {
#embed "../../Web/app/place.js"
};
static const unsigned char file_39[] = {
#embed "../../Web/app/post-actions.js"
};
static const unsigned char file_40[] = {
#embed "../../Web/app/presence.js"
};
static const unsigned char file_41[] = {
#embed "../../Web/app/refusals.js"
};
static const unsigned char file_42[] = {
#embed "../../Web/app/reply-line.js"
};
static const unsigned char file_43[] = {
#embed "../../Web/app/report-row.js"
};
static const unsigned char file_44[] = {
#embed "../../Web/app/router.js"
};
static const unsigned char file_45[] = {
#embed "../../Web/app/sending.js"
};
static const unsigned char file_46[] = {
#embed "../../Web/app/settings.js"
};
static const unsigned char file_47[] = {
#embed "../../Web/app/shell.js"
};
static const unsigned char file_48[] = {
#embed "../../Web/app/shortcuts.js"
};
static const unsigned char file_49[] = {
#embed "../../Web/app/showing.js"
};
static const unsigned char file_50[] = {
#embed "../../Web/app/state.js"
};
static const unsigned char file_51[] = {
#embed "../../Web/app/talk-signs.js"
};
static const unsigned char file_52[] = {
#embed "../../Web/app/theme.js"
};
static const unsigned char file_53[] = {
#embed "../../Web/app/timing.js"
};
static const unsigned char file_54[] = {
#embed "../../Web/app/told.js"
};
static const unsigned char file_55[] = {
#embed "../../Web/app/tray-row.js"
};
static const unsigned char file_56[] = {
#embed "../../Web/app/trusted-pages.js"
};
static const unsigned char file_57[] = {
#embed "../../Web/app/trusted-worker.js"
};
static const unsigned char file_58[] = {
#embed "../../Web/app/upload.js"
};
static const unsigned char file_59[] = {
#embed "../../Web/app/wall-state.js"
};
static const unsigned char file_60[] = {
#embed "../../Web/client/bounds.js"
};
static const unsigned char file_61[] = {
#embed "../../Web/client/hubbub.d.ts"
};
static const unsigned char file_62[] = {
#embed "../../Web/client/hubbub.js"
};
static const unsigned char file_63[] = {
#embed "../../Web/client/positions.js"
};
static const unsigned char file_64[] = {
#embed "../../Web/client/returning.js"
};
static const unsigned char file_65[] = {
#embed "../../Web/client/surroundings.js"
};
static const unsigned char file_66[] = {
#embed "../../Web/components/about-dialog.js"
};
static const unsigned char file_67[] = {
#embed "../../Web/components/account-form.js"
};
static const unsigned char file_68[] = {
#embed "../../Web/components/admin-invites.js"
};
static const unsigned char file_69[] = {
#embed "../../Web/components/admin-page.js"
};
static const unsigned char file_70[] = {
#embed "../../Web/components/admin-people.js"
};
static const unsigned char file_71[] = {
#embed "../../Web/components/admin-reports.js"
};
static const unsigned char file_72[] = {
#embed "../../Web/components/admin-rooms.js"
};
static const unsigned char file_73[] = {
#embed "../../Web/components/admin-settings.js"
};
static const unsigned char file_74[] = {
#embed "../../Web/components/admin-storage.js"
};
static const unsigned char file_75[] = {
#embed "../../Web/components/alert-choice.js"
};
static const unsigned char file_76[] = {
#embed "../../Web/components/begin-dialog.js"
};
static const unsigned char file_77[] = {
#embed "../../Web/components/block-list.js"
};
static const unsigned char file_78[] = {
#embed "../../Web/components/comment-list.js"
};
static const unsigned char file_79[] = {
#embed "../../Web/components/confirm-dialog.js"
};
static const unsigned char file_80[] = {
#embed "../../Web/components/connection-banner.js"
};
static const unsigned char file_81[] = {
#embed "../../Web/components/conversation-list.js"
};
static const unsigned char file_82[] = {
#embed "../../Web/components/conversation-view.js"
};
static const unsigned char file_83[] = {
#embed "../../Web/components/draft-card.js"
};
static const unsigned char file_84[] = {
#embed "../../Web/components/feed-list.js"
};
static const unsigned char file_85[] = {
#embed "../../Web/components/figure-table.js"
};
static const unsigned char file_86[] = {
#embed "../../Web/components/found-list.js"
};
static const unsigned char file_87[] = {
#embed "../../Web/components/friend-button.js"
};
static const unsigned char file_88[] = {
#embed "../../Web/components/friends-page.js"
};
static const unsigned char file_89[] = {
#embed "../../Web/components/invite-people.js"
};
static const unsigned char file_90[] = {
#embed "../../Web/components/likers-dialog.js"
};
static const unsigned char file_91[] = {
#embed "../../Web/components/media-grid.js"
};
static const unsigned char file_92[] = {
#embed "../../Web/components/media-tray.js"
};
static const unsigned char file_93[] = {
#embed "../../Web/components/media-viewer.js"
};
static const unsigned char file_94[] = {
#embed "../../Web/components/member-list.js"
};
static const unsigned char file_95[] = {
#embed "../../Web/components/mention-list.js"
};
static const unsigned char file_96[] = {
#embed "../../Web/components/message-bar.js"
};
static const unsigned char file_97[] = {
#embed "../../Web/components/message-editor.js"
};
static const unsigned char file_98[] = {
#embed "../../Web/components/message-form.js"
};
static const unsigned char file_99[] = {
#embed "../../Web/components/message-log.js"
};
static const unsigned char file_100[] = {
#embed "../../Web/components/message-search.js"
};
static const unsigned char file_101[] = {
#embed "../../Web/components/more-menu.js"
};
static const unsigned char file_102[] = {
#embed "../../Web/components/notice-list.js"
};
static const unsigned char file_103[] = {
#embed "../../Web/components/offline-page.js"
};
static const unsigned char file_104[] = {
#embed "../../Web/components/online-now.js"
};
static const unsigned char file_105[] = {
#embed "../../Web/components/ops-page.js"
};
static const unsigned char file_106[] = {
#embed "../../Web/components/paged-list.js"
};
static const unsigned char file_107[] = {
#embed "../../Web/components/people-search.js"
};
static const unsigned char file_108[] = {
#embed "../../Web/components/person-picker.js"
};
static const unsigned char file_109[] = {
#embed "../../Web/components/person-row.js"
};
static const unsigned char file_110[] = {
#embed "../../Web/components/picture-chooser.js"
};
static const unsigned char file_111[] = {
#embed "../../Web/components/post-card.js"
};
static const unsigned char file_112[] = {
#embed "../../Web/components/post-editor.js"
};
static const unsigned char file_113[] = {
#embed "../../Web/components/post-form.js"
};
static const unsigned char file_114[] = {
#embed "../../Web/components/post-page.js"
};
static const unsigned char file_115[] = {
#embed "../../Web/components/profile-page.js"
};
static const unsigned char file_116[] = {
#embed "../../Web/components/report-dialog.js"
};
static const unsigned char file_117[] = {
#embed "../../Web/components/rooms-dialog.js"
};
static const unsigned char file_118[] = {
#embed "../../Web/components/search-dialog.js"
};
static const unsigned char file_119[] = {
#embed "../../Web/components/second-factor.js"
};
static const unsigned char file_120[] = {
#embed "../../Web/components/session-list.js"
};
static const unsigned char file_121[] = {
#embed "../../Web/components/settings-choices.js"
};
static const unsigned char file_122[] = {
#embed "../../Web/components/settings-leave.js"
};
static const unsigned char file_123[] = {
#embed "../../Web/components/settings-password.js"
};
static const unsigned char file_124[] = {
#embed "../../Web/components/settings-profile.js"
};
static const unsigned char file_125[] = {
#embed "../../Web/components/shortcut-choice.js"
};
static const unsigned char file_126[] = {
#embed "../../Web/components/shortcut-legend.js"
};
static const unsigned char file_127[] = {
#embed "../../Web/components/spark-line.js"
};
static const unsigned char file_128[] = {
#embed "../../Web/components/stat-tile.js"
};
static const unsigned char file_129[] = {
#embed "../../Web/components/status-line.js"
};
static const unsigned char file_130[] = {
#embed "../../Web/components/wall-list.js"
};
static const unsigned char file_131[] = {
#embed "../../Web/forbidden.html"
};
static const unsigned char file_132[] = {
#embed "../../Web/friends.html"
};
static const unsigned char file_133[] = {
#embed "../../Web/home.html"
};
static const unsigned char file_134[] = {
#embed "../../Web/icon-maskable.svg"
};
static const unsigned char file_135[] = {
#embed "../../Web/icon.svg"
};
static const unsigned char file_136[] = {
#embed "../../Web/icons/apple-touch.png"
};
static const unsigned char file_137[] = {
#embed "../../Web/icons/icon-192.png"
};
static const unsigned char file_138[] = {
#embed "../../Web/icons/icon-512.png"
};
static const unsigned char file_139[] = {
#embed "../../Web/icons/maskable-192.png"
};
static const unsigned char file_140[] = {
#embed "../../Web/icons/maskable-512.png"
};
static const unsigned char file_141[] = {
#embed "../../Web/languages/de/admin.json"
};
static const unsigned char file_142[] = {
#embed "../../Web/languages/de/export.json"
};
static const unsigned char file_143[] = {
#embed "../../Web/languages/de/media.json"
};
static const unsigned char file_144[] = {
#embed "../../Web/languages/de/ops.json"
};
static const unsigned char file_145[] = {
#embed "../../Web/languages/de/people.json"
};
static const unsigned char file_146[] = {
#embed "../../Web/languages/de/posts.json"
};
static const unsigned char file_147[] = {
#embed "../../Web/languages/de/refusals.json"
};
static const unsigned char file_148[] = {
#embed "../../Web/languages/de/settings.json"
};
static const unsigned char file_149[] = {
#embed "../../Web/languages/de/shell.json"
};
static const unsigned char file_150[] = {
#embed "../../Web/languages/de/talk.json"
};
static const unsigned char file_151[] = {
#embed "../../Web/login.html"
};
static const unsigned char file_152[] = {
#embed "../../Web/manifest.webmanifest"
};
static const unsigned char file_153[] = {
#embed "../../Web/messages.html"
};
static const unsigned char file_154[] = {
#embed "../../Web/models/alert-desk.js"
};
static const unsigned char file_155[] = {
#embed "../../Web/models/conversation.js"
};
static const unsigned char file_156[] = {
#embed "../../Web/models/crop.js"
};
static const unsigned char file_157[] = {
#embed "../../Web/models/device.js"
};
static const unsigned char file_158[] = {
#embed "../../Web/models/draft.js"
};
static const unsigned char file_159[] = {
#embed "../../Web/models/history.js"
};
static const unsigned char file_160[] = {
#embed "../../Web/models/like-intents.js"
};
static const unsigned char file_161[] = {
#embed "../../Web/models/log.js"
};
static const unsigned char file_162[] = {
#embed "../../Web/models/media-limits.js"
};
static const unsigned char file_163[] = {
#embed "../../Web/models/media.js"
};
static const unsigned char file_164[] = {
#embed "../../Web/models/mention.js"
};
static const unsigned char file_165[] = {
#embed "../../Web/models/notice.js"
};
static const unsigned char file_166[] = {
#embed "../../Web/models/post-text.js"
};
static const unsigned char file_167[] = {
#embed "../../Web/models/saves.js"
};
static const unsigned char file_168[] = {
#embed "../../Web/models/scroll-keeper.js"
};
static const unsigned char file_169[] = {
#embed "../../Web/models/search.js"
};
static const unsigned char file_170[] = {
#embed "../../Web/models/shortcuts.js"
};
static const unsigned char file_171[] = {
#embed "../../Web/models/spoken.js"
};
static const unsigned char file_172[] = {
#embed "../../Web/models/typing-tracker.js"
};
static const unsigned char file_173[] = {
#embed "../../Web/models/upload-queue.js"
};
static const unsigned char file_174[] = {
#embed "../../Web/models/watch-list.js"
};
static const unsigned char file_175[] = {
#embed "../../Web/models/words.js"
};
static const unsigned char file_176[] = {
#embed "../../Web/new.html"
};
static const unsigned char file_177[] = {
#embed "../../Web/not-found.html"
};
static const unsigned char file_178[] = {
#embed "../../Web/notifications.html"
};
static const unsigned char file_179[] = {
#embed "../../Web/offline.html"
};
static const unsigned char file_180[] = {
#embed "../../Web/ops.html"
};
static const unsigned char file_181[] = {
#embed "../../Web/post.html"
};
static const unsigned char file_182[] = {
#embed "../../Web/profile.html"
};
static const unsigned char file_183[] = {
#embed "../../Web/service-worker.js"
};
static const unsigned char file_184[] = {
#embed "../../Web/settings.html"
};
static const unsigned char file_185[] = {
#embed "../../Web/setup.html"
};
static const unsigned char file_186[] = {
#embed "../../Web/signup.html"
};
static const unsigned char file_187[] = {
#embed "../../Web/styles/base.css"
};
static const unsigned char file_188[] = {
#embed "../../Web/styles/confirm-dialog.css"
};
static const unsigned char file_189[] = {
#embed "../../Web/styles/connection-banner.css"
};
static const unsigned char file_190[] = {
#embed "../../Web/styles/layout.css"
};
static const unsigned char file_191[] = {
#embed "../../Web/styles/more-menu.css"
};
static const unsigned char file_192[] = {
#embed "../../Web/styles/pages/admin.css"
};
static const unsigned char file_193[] = {
#embed "../../Web/styles/pages/door.css"
};
static const unsigned char file_194[] = {
#embed "../../Web/styles/pages/friends.css"
};
static const unsigned char file_195[] = {
#embed "../../Web/styles/pages/home.css"
};
static const unsigned char file_196[] = {
#embed "../../Web/styles/pages/media-tray.css"
};
static const unsigned char file_197[] = {
#embed "../../Web/styles/pages/media-viewer.css"
};
static const unsigned char file_198[] = {
#embed "../../Web/styles/pages/media.css"
};
static const unsigned char file_199[] = {
#embed "../../Web/styles/pages/messages.css"
};
static const unsigned char file_200[] = {
#embed "../../Web/styles/pages/notifications.css"
};
static const unsigned char file_201[] = {
#embed "../../Web/styles/pages/ops.css"
};
static const unsigned char file_202[] = {
#embed "../../Web/styles/pages/post.css"
};
static const unsigned char file_203[] = {
#embed "../../Web/styles/pages/profile.css"
};
static const unsigned char file_204[] = {
#embed "../../Web/styles/pages/search.css"
};
static const unsigned char file_205[] = {
#embed "../../Web/styles/pages/settings.css"
};
static const unsigned char file_206[] = {
#embed "../../Web/styles/pages/shortcuts.css"
};
static const unsigned char file_207[] = {
#embed "../../Web/styles/pages/talk-tools.css"
};
static const unsigned char file_208[] = {
#embed "../../Web/styles/person-row.css"
};
static const unsigned char file_209[] = {
#embed "../../Web/styles/post-card.css"
};
static const unsigned char file_210[] = {
#embed "../../Web/styles/post-form.css"
};
static const unsigned char file_211[] = {
#embed "../../Web/styles/reset.css"
};
static const unsigned char file_212[] = {
#embed "../../Web/styles/status-line.css"
};
static const unsigned char file_213[] = {
#embed "../../Web/styles/tokens.css"
};
static const struct hubbub_web_file files[] = {
  {"admin.html", file_1, sizeof file_1},
  {"app/admin-acts.js", file_2, sizeof file_2},
  {"app/admin-news.js", file_3, sizeof file_3},
  {"app/alerts.js", file_4, sizeof file_4},
  {"app/api.js", file_5, sizeof file_5},
  {"app/attaching.js", file_6, sizeof file_6},
  {"app/catch-up.js", file_7, sizeof file_7},
  {"app/comment-state.js", file_8, sizeof file_8},
  {"app/connection.js", file_9, sizeof file_9},
  {"app/conversation-list-state.js", file_10, sizeof file_10},
  {"app/conversation-state.js", file_11, sizeof file_11},
  {"app/dialog.js", file_12, sizeof file_12},
  {"app/display.js", file_13, sizeof file_13},
  {"app/dom.js", file_14, sizeof file_14},
  {"app/dress.js", file_15, sizeof file_15},
  {"app/feed-state.js", file_16, sizeof file_16},
  {"app/found-row.js", file_17, sizeof file_17},
  {"app/language.js", file_18, sizeof file_18},
  {"app/leaving.js", file_19, sizeof file_19},
  {"app/live.js", file_20, sizeof file_20},
  {"app/log-place.js", file_21, sizeof file_21},
  {"app/log-reader.js", file_22, sizeof file_22},
  {"app/log-state.js", file_23, sizeof file_23},
  {"app/main.js", file_24, sizeof file_24},
  {"app/measured.js", file_25, sizeof file_25},
  {"app/media-wire.js", file_26, sizeof file_26},
  {"app/message-item.js", file_27, sizeof file_27},
  {"app/message-state.js", file_28, sizeof file_28},
  {"app/message-tools.js", file_29, sizeof file_29},
  {"app/navigate.js", file_30, sizeof file_30},
  {"app/notice-state.js", file_31, sizeof file_31},
  {"app/ops-figures.js", file_32, sizeof file_32},
  {"app/ops-words.js", file_33, sizeof file_33},
  {"app/outgoing.js", file_34, sizeof file_34},
  {"app/own-files.js", file_35, sizeof file_35},
  {"app/people-state.js", file_36, sizeof file_36},
  {"app/people.js", file_37, sizeof file_37},
  {"app/place.js", file_38, sizeof file_38},
  {"app/post-actions.js", file_39, sizeof file_39},
  {"app/presence.js", file_40, sizeof file_40},
  {"app/refusals.js", file_41, sizeof file_41},
  {"app/reply-line.js", file_42, sizeof file_42},
  {"app/report-row.js", file_43, sizeof file_43},
  {"app/router.js", file_44, sizeof file_44},
  {"app/sending.js", file_45, sizeof file_45},
  {"app/settings.js", file_46, sizeof file_46},
  {"app/shell.js", file_47, sizeof file_47},
  {"app/shortcuts.js", file_48, sizeof file_48},
  {"app/showing.js", file_49, sizeof file_49},
  {"app/state.js", file_50, sizeof file_50},
  {"app/talk-signs.js", file_51, sizeof file_51},
  {"app/theme.js", file_52, sizeof file_52},
  {"app/timing.js", file_53, sizeof file_53},
  {"app/told.js", file_54, sizeof file_54},
  {"app/tray-row.js", file_55, sizeof file_55},
  {"app/trusted-pages.js", file_56, sizeof file_56},
  {"app/trusted-worker.js", file_57, sizeof file_57},
  {"app/upload.js", file_58, sizeof file_58},
  {"app/wall-state.js", file_59, sizeof file_59},
  {"client/bounds.js", file_60, sizeof file_60},
  {"client/hubbub.d.ts", file_61, sizeof file_61},
  {"client/hubbub.js", file_62, sizeof file_62},
  {"client/positions.js", file_63, sizeof file_63},
  {"client/returning.js", file_64, sizeof file_64},
  {"client/surroundings.js", file_65, sizeof file_65},
  {"components/about-dialog.js", file_66, sizeof file_66},
  {"components/account-form.js", file_67, sizeof file_67},
  {"components/admin-invites.js", file_68, sizeof file_68},
  {"components/admin-page.js", file_69, sizeof file_69},
  {"components/admin-people.js", file_70, sizeof file_70},
  {"components/admin-reports.js", file_71, sizeof file_71},
  {"components/admin-rooms.js", file_72, sizeof file_72},
  {"components/admin-settings.js", file_73, sizeof file_73},
  {"components/admin-storage.js", file_74, sizeof file_74},
  {"components/alert-choice.js", file_75, sizeof file_75},
  {"components/begin-dialog.js", file_76, sizeof file_76},
  {"components/block-list.js", file_77, sizeof file_77},
  {"components/comment-list.js", file_78, sizeof file_78},
  {"components/confirm-dialog.js", file_79, sizeof file_79},
  {"components/connection-banner.js", file_80, sizeof file_80},
  {"components/conversation-list.js", file_81, sizeof file_81},
  {"components/conversation-view.js", file_82, sizeof file_82},
  {"components/draft-card.js", file_83, sizeof file_83},
  {"components/feed-list.js", file_84, sizeof file_84},
  {"components/figure-table.js", file_85, sizeof file_85},
  {"components/found-list.js", file_86, sizeof file_86},
  {"components/friend-button.js", file_87, sizeof file_87},
  {"components/friends-page.js", file_88, sizeof file_88},
  {"components/invite-people.js", file_89, sizeof file_89},
  {"components/likers-dialog.js", file_90, sizeof file_90},
  {"components/media-grid.js", file_91, sizeof file_91},
  {"components/media-tray.js", file_92, sizeof file_92},
  {"components/media-viewer.js", file_93, sizeof file_93},
  {"components/member-list.js", file_94, sizeof file_94},
  {"components/mention-list.js", file_95, sizeof file_95},
  {"components/message-bar.js", file_96, sizeof file_96},
  {"components/message-editor.js", file_97, sizeof file_97},
  {"components/message-form.js", file_98, sizeof file_98},
  {"components/message-log.js", file_99, sizeof file_99},
  {"components/message-search.js", file_100, sizeof file_100},
  {"components/more-menu.js", file_101, sizeof file_101},
  {"components/notice-list.js", file_102, sizeof file_102},
  {"components/offline-page.js", file_103, sizeof file_103},
  {"components/online-now.js", file_104, sizeof file_104},
  {"components/ops-page.js", file_105, sizeof file_105},
  {"components/paged-list.js", file_106, sizeof file_106},
  {"components/people-search.js", file_107, sizeof file_107},
  {"components/person-picker.js", file_108, sizeof file_108},
  {"components/person-row.js", file_109, sizeof file_109},
  {"components/picture-chooser.js", file_110, sizeof file_110},
  {"components/post-card.js", file_111, sizeof file_111},
  {"components/post-editor.js", file_112, sizeof file_112},
  {"components/post-form.js", file_113, sizeof file_113},
  {"components/post-page.js", file_114, sizeof file_114},
  {"components/profile-page.js", file_115, sizeof file_115},
  {"components/report-dialog.js", file_116, sizeof file_116},
  {"components/rooms-dialog.js", file_117, sizeof file_117},
  {"components/search-dialog.js", file_118, sizeof file_118},
  {"components/second-factor.js", file_119, sizeof file_119},
  {"components/session-list.js", file_120, sizeof file_120},
  {"components/settings-choices.js", file_121, sizeof file_121},
  {"components/settings-leave.js", file_122, sizeof file_122},
  {"components/settings-password.js", file_123, sizeof file_123},
  {"components/settings-profile.js", file_124, sizeof file_124},
  {"components/shortcut-choice.js", file_125, sizeof file_125},
  {"components/shortcut-legend.js", file_126, sizeof file_126},
  {"components/spark-line.js", file_127, sizeof file_127},
  {"components/stat-tile.js", file_128, sizeof file_128},
  {"components/status-line.js", file_129, sizeof file_129},
  {"components/wall-list.js", file_130, sizeof file_130},
  {"forbidden.html", file_131, sizeof file_131},
  {"friends.html", file_132, sizeof file_132},
  {"home.html", file_133, sizeof file_133},
  {"icon-maskable.svg", file_134, sizeof file_134},
  {"icon.svg", file_135, sizeof file_135},
  {"icons/apple-touch.png", file_136, sizeof file_136},
  {"icons/icon-192.png", file_137, sizeof file_137},
  {"icons/icon-512.png", file_138, sizeof file_138},
  {"icons/maskable-192.png", file_139, sizeof file_139},
  {"icons/maskable-512.png", file_140, sizeof file_140},
  {"languages/de/admin.json", file_141, sizeof file_141},
  {"languages/de/export.json", file_142, sizeof file_142},
  {"languages/de/media.json", file_143, sizeof file_143},
  {"languages/de/ops.json", file_144, sizeof file_144},
  {"languages/de/people.json", file_145, sizeof file_145},
  {"languages/de/posts.json", file_146, sizeof file_146},
  {"languages/de/refusals.json", file_147, sizeof file_147},
  {"languages/de/settings.json", file_148, sizeof file_148},
  {"languages/de/shell.json", file_149, sizeof file_149},
  {"languages/de/talk.json", file_150, sizeof file_150},
  {"login.html", file_151, sizeof file_151},
  {"manifest.webmanifest", file_152, sizeof file_152},
  {"messages.html", file_153, sizeof file_153},
  {"models/alert-desk.js", file_154, sizeof file_154},
  {"models/conversation.js", file_155, sizeof file_155},
  {"models/crop.js", file_156, sizeof file_156},
  {"models/device.js", file_157, sizeof file_157},
  {"models/draft.js", file_158, sizeof file_158},
  {"models/history.js", file_159, sizeof file_159},
  {"models/like-intents.js", file_160, sizeof file_160},
  {"models/log.js", file_161, sizeof file_161},
  {"models/media-limits.js", file_162, sizeof file_162},
  {"models/media.js", file_163, sizeof file_163},
  {"models/mention.js", file_164, sizeof file_164},
  {"models/notice.js", file_165, sizeof file_165},
  {"models/post-text.js", file_166, sizeof file_166},
  {"models/saves.js", file_167, sizeof file_167},
  {"models/scroll-keeper.js", file_168, sizeof file_168},
  {"models/search.js", file_169, sizeof file_169},
  {"models/shortcuts.js", file_170, sizeof file_170},
  {"models/spoken.js", file_171, sizeof file_171},
  {"models/typing-tracker.js", file_172, sizeof file_172},
  {"models/upload-queue.js", file_173, sizeof file_173},
  {"models/watch-list.js", file_174, sizeof file_174},
  {"models/words.js", file_175, sizeof file_175},
  {"new.html", file_176, sizeof file_176},
  {"not-found.html", file_177, sizeof file_177},
  {"notifications.html", file_178, sizeof file_178},
  {"offline.html", file_179, sizeof file_179},
  {"ops.html", file_180, sizeof file_180},
  {"post.html", file_181, sizeof file_181},
  {"profile.html", file_182, sizeof file_182},
  {"service-worker.js", file_183, sizeof file_183},
  {"settings.html", file_184, sizeof file_184},
  {"setup.html", file_185, sizeof file_185},
  {"signup.html", file_186, sizeof file_186},
  {"styles/base.css", file_187, sizeof file_187},
  {"styles/confirm-dialog.css", file_188, sizeof file_188},
  {"styles/connection-banner.css", file_189, sizeof file_189},
  {"styles/layout.css", file_190, sizeof file_190},
  {"styles/more-menu.css", file_191, sizeof file_191},
  {"styles/pages/admin.css", file_192, sizeof file_192},
  {"styles/pages/door.css", file_193, sizeof file_193},
  {"styles/pages/friends.css", file_194, sizeof file_194},
  {"styles/pages/home.css", file_195, sizeof file_195},
  {"styles/pages/media-tray.css", file_196, sizeof file_196},
  {"styles/pages/media-viewer.css", file_197, sizeof file_197},
  {"styles/pages/media.css", file_198, sizeof file_198},
  {"styles/pages/messages.css", file_199, sizeof file_199},
  {"styles/pages/notifications.css", file_200, sizeof file_200},
  {"styles/pages/ops.css", file_201, sizeof file_201},
  {"styles/pages/post.css", file_202, sizeof file_202},
  {"styles/pages/profile.css", file_203, sizeof file_203},
  {"styles/pages/search.css", file_204, sizeof file_204},
  {"styles/pages/settings.css", file_205, sizeof file_205},
  {"styles/pages/shortcuts.css", file_206, sizeof file_206},
  {"styles/pages/talk-tools.css", file_207, sizeof file_207},
  {"styles/person-row.css", file_208, sizeof file_208},
  {"styles/post-card.css", file_209, sizeof file_209},
  {"styles/post-form.css", file_210, sizeof file_210},
  {"styles/reset.css", file_211, sizeof file_211},
  {"styles/status-line.css", file_212, sizeof file_212},
  {"styles/tokens.css", file_213, sizeof file_213},
  {"", (const unsigned char *)"", 0},
};
#pragma clang diagnostic pop
