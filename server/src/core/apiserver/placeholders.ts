// What the server would make up and the judge cannot know: values that fit every rule and are recognised by who prints them.

export const placeholderUid = '00000000-0000-0000-0000-000000000000';

/** Five characters at the end of a generated name. */
export const placeholderSuffix = 'zqxjk';
