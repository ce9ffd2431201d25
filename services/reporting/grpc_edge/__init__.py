"""The door of reporting: translates questions and answers, decides who may ask, names what is refused."""
