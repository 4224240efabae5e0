/// What the page of an export says, in English: the key of its translations.
///
/// `Web/tests/languages.test.js` reads this list, so that each text has one in every language.
enum ExportText: String, CaseIterable {
  // Its head.
  case title = "{name} on Hubbub"
  case head = "@{username}, here since {since}. Taken along on {time}."

  // Its lists.
  case posts = "Posts"
  case comments = "Comments"
  case likes = "Likes"
  case friends = "Friends"
  case requests = "Requests to be friends"
  case blocks = "People you block"
  case notifications = "Notifications"
  case conversations = "Conversations"
  case messages = "Messages you wrote"
  case media = "Pictures, films and sounds"
  case invites = "Invitations"
  case reports = "What you reported"
  case sessions = "Where you are logged in"

  // Who sees a post.
  case forEverybody = "Everybody"
  case forMe = "Only you"

  // Where something is, or whom it is about.
  case onPost = "on post {post}"
  case post = "post {post}"
  case inConversation = "in conversation {conversation}"
  case message = "message {number} in conversation {conversation}"
  case about = "about {name}"
  case asked = "You asked {name}."
  case came = "{count} of {all} came"

  // What somebody did.
  case liked = "{name} likes your post"
  case commented = "{name} commented on your post"
  case mentioned = "{name} mentioned you"
  case wrote = "{name} wrote to you"
  case added = "{name} added you to a conversation"
  case wantsToBeFriends = "{name} would like to be friends"
  case accepted = "{name} accepted your request: you are friends"

  // Conversations.
  case direct = "Conversation of two"
  case group = "Group: {title}"
  case room = "Room: {title}"

  // Files.
  case picture = "picture"
  case film = "film"
  case sound = "sound"
  case seconds = "{count} s"
  case shownBy = "shown by {places}"
  case shownNowhere = "shown nowhere"
  case lostPicture = "The picture is not in this export: its file was not there."
  case lostFilm = "The film is not in this export: its file was not there."
  case lostSound = "The sound is not in this export: its file was not there."

  case somebodyGone = "Somebody who left"
}
