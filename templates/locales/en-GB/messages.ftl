# Messages between the members of a team.

ui-nav-messages = Messages
ui-unread = unread:

messages-lead = What people of this team write to each other.
messages-new = New message
messages-inbox = Inbox
messages-sent = Sent
messages-unread-only = Unread
messages-show-unread = Show unread only
messages-show-all = Show all
messages-unread-mark = Unread
messages-re = Re:
messages-to = To
messages-you = You
messages-left = Someone who left
messages-everyone = Everyone in the team
messages-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
messages-and-others = { $count ->
    [one] { $names } and { $count } other
   *[other] { $names } and { $count } others
}

messages-none = No messages yet
messages-none-text = What people of this team write to you arrives here, and by mail if you want it.
messages-none-unread = Nothing is unread
messages-none-unread-text = You have read all messages of this team.
messages-none-sent = You have not written yet
messages-none-sent-text = What you write to people of this team is kept here.

messages-conversation = Conversation
messages-from = Message from { $name }
messages-mark-read = Mark as read
messages-marking = Marking
messages-answer = Answer
messages-answer-to = Answer to { $name }
messages-answer-verb = Send the answer
messages-plain = Plain text. Addresses that begin with http become links.

messages-to-legend = To whom
messages-some = People
messages-everyone-hint = Everyone who is in the team now gets it.
messages-people-legend = People of the team
messages-search = Search by name or address
messages-find = Find
messages-nobody-else = Nobody else is in this team.
messages-nobody-found = Nobody else in this team is called that.
messages-more = There are more. Search for whom you miss; those who are chosen stay chosen.
messages-subject = Subject (optional)
messages-text = Message
messages-send = Send
messages-sending = Sending
messages-cancel = Cancel

messages-remove = Remove message
messages-remove-more = Remove…
messages-remove-one = Remove the message from { $name }
messages-remove-mine = “{ $title }” is removed from what you sent. Those who got it keep it.
messages-remove-got = “{ $title }” is removed from your messages. Others keep it.
messages-remove-verb = Remove
messages-removing = Removing
messages-keep = Keep it

message-sent = { $count ->
    [one] Sent to { $count } person.
   *[other] Sent to { $count } people.
}
message-read = Marked as read.
message-removed = The message is removed for you.
message-to-nobody = Choose at least one other member, or everyone.
message-too-many = Name at most { $most } people, or write to everyone.
message-not-members = { $count ->
    [one] { $count } of these people is not an active member of this team.
   *[other] { $count } of these people are not active members of this team.
}
message-no-such = You have no such message.
message-empty = Write something first.
message-nobody-left = Nobody of those whom this would go to is in the team any longer. Write a new message.
message-box = Choose inbox or sent.
