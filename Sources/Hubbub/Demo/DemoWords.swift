/// Who lives in the sample community, and what they say.
enum DemoWords {
  struct Person {
    let username: String
    let name: String
    let bio: String
  }

  /// The first two are ready to log in; the first one is admin.
  static let people = [
    Person(
      username: "mia", name: "Mia Brandt", bio: "Looks after this place. Bees, bread, broken bikes."
    ),
    Person(
      username: "tom", name: "Tom Okafor",
      bio: "New on Mill Street. Plays the double bass, quietly."),
    Person(username: "ana", name: "Ana Lopes", bio: "Garden plot 7. Ask me about tomatoes."),
    Person(username: "jun", name: "Jun Sato", bio: "Takes pictures of doors."),
    Person(
      username: "ella", name: "Ella Fischer", bio: "Runs the repair café on the first Saturday."),
    Person(username: "omar", name: "Omar Haddad", bio: "Night shifts, morning runs."),
    Person(username: "ines", name: "Inês Carvalho", bio: "Choir on Tuesdays. Sopranos wanted."),
    Person(username: "leo", name: "Leo Novak", bio: "Ten, with permission. I know all the frogs."),
    Person(username: "ruth", name: "Ruth Meyer", bio: "Retired from the library, not from books."),
    Person(username: "paul", name: "Paul Dubois", bio: "Bakes on Fridays. The oven is shared."),
    Person(username: "nora", name: "Nora Lind", bio: "Ferry captain. Often away, always back."),
    Person(username: "sam", name: "Sam Whitfield", bio: "Fixes what hums."),
  ]

  /// Who wrote what, by their place among ``people``; the oldest first.
  static let posts: [(author: Int, text: String)] = [
    (
      0,
      "Welcome to Mill Street! This is ours: no ads, no strangers, and the machine stands in my cellar."
    ),
    (
      4,
      "The repair café opens on Saturday at ten. Bring what does not work, and a cake if you can."
    ),
    (2, "First tomatoes are in. It is far too early and I do not care."),
    (8, "Free to a good home: four boxes of crime novels. The butler did it in most of them."),
    (5, "Ran past the mill at five this morning. The fog stood on the water like milk."),
    (9, "Rye on Friday. Who wants one says so until Thursday noon, please."),
    (
      6,
      "We need two more sopranos before the summer concert. Singing in the shower counts as training."
    ),
    (7, "There are nineteen frogs in the pond. I counted twice."),
    (3, "Door number 41: green, with a brass fish for a knocker. Does anybody know who made it?"),
    (11, "Your toaster hums because it is unhappy. Bring it along, I will listen to it."),
    (
      1,
      "Hello everybody. I moved in above the bakery, which was the best decision of my life so far."
    ),
    (10, "Back on Sunday with the evening ferry. Somebody please water the fern."),
    (0, "The bees have swarmed into Ruth's apple tree. Do not panic; bring a ladder."),
    (8, "The bees are lovely guests. They do not borrow anything."),
    (2, "Seed swap at the garden gate, Sunday after breakfast. I have too many beans, as always."),
    (4, "Nineteen things came, sixteen left repaired. The lawn mower and I need to talk again."),
    (5, "Whoever left a thermos of coffee at the night bus stop: you are a good person."),
    (9, "There are two loaves too many, on the window sill. First come, first served."),
    (6, "Two sopranos found! Both of them had been singing in the shower."),
    (7, "Twenty-three frogs now. I think they invite each other."),
    (3, "It was made by a smith called Brandt, in 1911. @mia, is that one of yours?"),
    (
      0,
      "My great-grandfather. He also made the weather vane, which has pointed north since the war."
    ),
    (11, "The weather vane is only rusted. Give me an hour and a long ladder."),
    (1, "Is a double bass a thing that one may practise at nine in the evening here?"),
    (8, "Please do. I read better with it."),
    (10, "Saw porpoises off the lighthouse. Three, perhaps four; they do not hold still for me."),
    (2, "Slugs: 14. Lettuce: 0. I am open to suggestions that are not beer."),
    (4, "Next repair café: clocks only, since I have been given a very small screwdriver."),
    (5, "The path by the river is closed at the bridge. Go round by the school."),
    (9, "Somebody returned my sourdough with a name tag. She is called Gertrude now."),
    (6, "Rehearsal moves to the old gym: the hall smells of paint."),
    (
      7,
      "I lost my magnifying glass near the pond. It has a red handle. There is a reward (a frog)."
    ),
    (3, "Found it, Leo. I take the reward in the form of one picture of one frog."),
    (1, "Three people told me today that they heard me play, and all of them smiled. I take that."),
    (
      11,
      "The vane turns! It points to where the wind goes, not where it comes from. Nobody's perfect."
    ),
    (
      0,
      "Street party on the 14th. We need tables, lamps, and somebody who can say no to Sam's loudspeakers."
    ),
    (8, "I have six tables from the library. They have stood under heavier things than salad."),
    (10, "I bring fish. Fresh, this time."),
    (2, "Beans. I bring beans."),
    (9, "Then I bake for forty, and Gertrude is invited."),
  ]

  /// Said under posts, whatever they are about.
  static let comments = [
    "Oh, lovely!", "I am in.", "Count on me.", "That made my day.", "Tell me more when we meet.",
    "I can bring a ladder.", "Who would have thought?", "Same here, every year.",
    "Can I bring the children?", "Thank you for this.", "Save one for me, please.",
  ]

  static let room = "Mill Street"
  static let group = "Street party"

  /// Said in the room, in turn.
  static let roomTalk = [
    "Has anybody seen a grey cat with a white paw?", "She sits on the bakery's roof.",
    "Again?", "She likes the chimney.", "Thanks, I get the ladder.", "Which ladder? I have it.",
    "Bins are on Wednesday this week, because of the holiday.", "Good to know!",
    "Is the water off for anybody else?", "Only until four, there is a note at the corner.",
    "Concert tickets are at Ines's, two each.", "Somebody sings in the yard. It is beautiful.",
  ]

  /// Said among those who plan the party, in turn.
  static let groupTalk = [
    "We have lamps for half of the street.", "My brother has more.", "Music until ten?",
    "Half past nine, Leo has school.", "I do not mind at all", "Half past nine it is.",
    "Who asks the town about the road?", "Done. They even said something kind.",
    "Sam, how many loudspeakers?", "Fewer than I have.", "That says nothing, Sam.",
  ]

  /// Said to who is logged in, in turn.
  static let directTalk = [
    "Are you coming to the party on the 14th?", "I saved you a loaf, it is on the sill.",
    "Did you hear the bass last night?", "The frogs are at it again.",
    "Could you lend me your long ladder?", "Look up: the vane turns!",
  ]

  /// Posted while somebody looks, in turn.
  static let news = [
    "The evening light on the mill is worth a walk right now.",
    "Twenty-six frogs. This is getting serious.",
    "Gertrude has doubled. Who wants half of her?",
    "I found a box of old pictures of our street in the library. I bring them to the party.",
    "There is music in the yard. Come down if you like.",
    "Porpoises again! Five, I am nearly sure.",
    "The last slug has left. I do not ask where to.",
    "Who took my screwdriver took the very small one.",
  ]
}
